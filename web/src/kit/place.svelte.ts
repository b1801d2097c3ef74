/** The way back leads to where one was. */

import { router } from '../app/router.svelte'

/** How long to wait for what is asked of the server and drawn below, ms. */
const PATIENCE = 10_000
const OWN_WAY = ['wheel', 'touchstart', 'keydown', 'pointerdown'] as const

/**
 * Scroll the page back to where it was left, once a screen has something to show.
 * Called while a screen is set up.
 */
export function takePlace(ready: () => boolean): void {
  $effect(() => {
    if (!ready() || router.place === null) return
    const place = router.place
    router.place = null
    goTo(place)
  })
}

/** As the page grows, further down; whoever scrolls by themselves is left alone. */
function goTo(place: number): void {
  const page = document.getElementById('main')
  let until = performance.now() + PATIENCE
  const stop = () => (until = 0)
  for (const name of OWN_WAY) addEventListener(name, stop, { once: true, passive: true })
  const step = () => {
    if (performance.now() > until || !page) return
    page.scrollTo({ top: place })
    if (Math.abs(page.scrollTop - place) > 1) requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}
