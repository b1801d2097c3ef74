/** The edition or the map this one is laid beside, for everything that is drawn. (Other periods are `compared`.) */

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

class Versus {
  /** What people call the other one; empty where there is none. */
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

export const versus = new Versus()
