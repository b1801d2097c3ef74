/** What the map is compared with just now, for everything that is drawn. */

import type { MapModel } from '../model'
import type { DiffKind, Ghosts } from './ghosts'

/** The other map as a whole, for standing side by side. */
export interface Beside {
  map: string
  edition: string
  there: MapModel
  /** Names here of what is called otherwise there. */
  names: Readonly<Record<string, string>>
}

class Comparing {
  /** What people call the other one; empty where nothing is compared. */
  title = $state('')
  ghosts = $state.raw<Ghosts | null>(null)
  /** How places of the map differ, by their path. */
  marks = $state.raw<ReadonlyMap<string, DiffKind>>(new Map())

  beside = $state.raw<Beside | null>(null)

  stop(): void {
    this.title = ''
    this.ghosts = this.beside = null
    this.marks = new Map()
  }
}

export const comparing = new Comparing()
