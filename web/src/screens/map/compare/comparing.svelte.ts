/** What the map is compared with just now, for everything that is drawn. */

import type { DiffKind, Ghosts } from './ghosts'

class Comparing {
  /** What people call the other one; empty where nothing is compared. */
  title = $state('')
  ghosts = $state.raw<Ghosts | null>(null)
  /** How places of the map differ, by their path. */
  marks = $state.raw<ReadonlyMap<string, DiffKind>>(new Map())

  stop(): void {
    this.title = ''
    this.ghosts = null
    this.marks = new Map()
  }
}

export const comparing = new Comparing()
