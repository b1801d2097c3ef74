/** Where editing hooks into the drawn map: what it gives is drawn, without it the map is read only. */

import type { Snippet } from 'svelte'
import type { CardModel, LaneModel, StageModel } from './model'
import type { MapDocument } from './shapes'

/** Which side panel is open beside the map; never both where the screen is narrow. */
export type Panel = 'inspector' | 'yaml'

class Slots {
  /** The draft as it is now; null shows the picture alone. */
  document = $state.raw<MapDocument | null>(null)
  /** Names (`JSON.stringify(path)`) of elements with problems, and the worst of them. */
  marks = $state.raw<ReadonlyMap<string, 'error' | 'launch' | 'note'>>(new Map())
  /** YAML is open (the inspector opens by the selection). */
  yaml = $state(false)
  /** Drawn on the left border of a stage's head, and once more after the last one (stage null). */
  stageGap = $state.raw<Snippet<[StageModel | null]> | null>(null)
  /** Drawn at the end of a cell: «+». */
  cellEnd = $state.raw<Snippet<[StageModel, LaneModel]> | null>(null)
  /** Drawn in the corner of a card: its menu. */
  cardMenu = $state.raw<Snippet<[CardModel]> | null>(null)
  /** Drawn in the head of a lane, beside folding. */
  laneMenu = $state.raw<Snippet<[LaneModel]> | null>(null)
  /** Drawn in the head of a stage, beside its owner. */
  stageMenu = $state.raw<Snippet<[StageModel]> | null>(null)
  /** Drawn where the map has no stages yet. */
  empty = $state.raw<Snippet | null>(null)

  clear(): void {
    this.document = null
    this.marks = new Map()
    this.yaml = false
    this.stageGap = this.cellEnd = this.cardMenu = this.laneMenu = this.stageMenu = this.empty = null
  }
}

export const slots = new Slots()
