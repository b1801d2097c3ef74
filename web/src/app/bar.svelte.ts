/** What the open screen puts into the top bar: undo, saved state, publish. */

import type { Snippet } from 'svelte'

class Bar {
  actions = $state.raw<Snippet | null>(null)

  /** Show a screen's own actions while it is open. */
  show(actions: Snippet): () => void {
    this.actions = actions
    return () => {
      if (this.actions === actions) this.actions = null
    }
  }
}

export const bar = new Bar()
