/** The way back leads to where one was. */

import { router } from '../app/router.svelte'

/** How many frames to wait for what is asked of the server and drawn below. */
const FRAMES = 120
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
  let left = FRAMES
  const stop = () => (left = 0)
  for (const name of OWN_WAY) addEventListener(name, stop, { once: true, passive: true })
  const step = () => {
    if (left-- <= 0 || !page) return
    page.scrollTo({ top: place })
    if (Math.abs(page.scrollTop - place) > 1) requestAnimationFrame(step)
  }
  requestAnimationFrame(step)
}
