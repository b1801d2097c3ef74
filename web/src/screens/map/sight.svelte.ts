/** What is in sight is drawn first: the rest of a large map follows a piece at a time, so that keys work meanwhile. */

import { untrack } from 'svelte'
import { afterFrame } from '../../kit/frame'

/** Lanes of a map a window shows, and pixels of its height for each card of a stage in the last of them. */
const LANES = 5
const CARD = 300

export class Sight {
  /** How many lanes are drawn. */
  lanes = $state(LANES)
  /** How many stages of them. */
  stages = $state(Infinity)
  /** Cards of a stage, while not all lanes are. */
  cards = $derived(this.lanes === Infinity ? Infinity : Math.ceil(innerHeight / CARD))

  /**
   * Draw the stages beyond the edge, then lane after lane, each in a task of its own.
   *
   * `all` says how many lanes there are; `whole` whether something out of sight is wanted at once;
   * `wide` how many stages the window holds.
   */
  constructor(all: () => number, whole: () => boolean, wide: () => number) {
    // Whoever comes back to a window that was not seen finds it drawn: no frames are asked of it.
    if (untrack(whole) || document.hidden) this.lanes = Infinity
    else this.stages = untrack(wide)
    $effect(() => {
      const { lanes, stages } = this
      if (lanes === Infinity) return
      const further = () => {
        if (stages < Infinity) this.stages = Infinity
        else this.lanes = lanes < all() ? lanes + 1 : Infinity
      }
      return afterFrame(further)
    })
  }
}
