/** The way back leads to where one was. */

import { onDestroy } from 'svelte'
import { router } from '../app/router.svelte'

/** How long to wait for what is asked of the server and drawn below, ms. */
const PATIENCE = 10_000
const OWN_WAY = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const

/**
 * Scroll the page back to where it was left, once a screen has something to show.
 * Called while a screen is set up.
 */
export function takePlace(ready: () => boolean): void {
  let leave = (): void => undefined
  onDestroy(() => leave())
  $effect(() => {
    if (!ready() || router.place === null) return
    const place = router.place
    router.place = null
    leave()
    leave = goTo(place)
  })
}

/** As the page grows, further down; whoever scrolls by themselves is left alone. Returns how to give it up. */
function goTo(place: number): () => void {
  const page = document.getElementById('main')
  if (!page) return () => undefined
  const growth = new ResizeObserver(further)
  const arrivals = new MutationObserver(watch)
  const timer = setTimeout(stop, PATIENCE)
  for (const name of OWN_WAY) addEventListener(name, stop, { passive: true })
  arrivals.observe(page, { childList: true })
  // Watched, each piece of the page is told of once at first: that is the first step.
  watch()

  function watch(): void {
    for (const piece of page?.children ?? []) growth.observe(piece)
  }

  function further(): void {
    page?.scrollTo({ top: place })
    if (!page || Math.abs(page.scrollTop - place) <= 1) stop()
  }

  function stop(): void {
    growth.disconnect()
    arrivals.disconnect()
    clearTimeout(timer)
    for (const name of OWN_WAY) removeEventListener(name, stop)
  }
  return stop
}
