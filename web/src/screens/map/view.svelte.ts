/** How this person looks at a map: lanes folded and in which order, how many cards; kept in the browser. */

import { keep, kept } from '../../app/look.svelte'
import type { LaneModel } from './model'
import { arranged } from './order'

/** Cards of a stage shown at once; «ещё N» opens the next ones. */
export const FIRST = 10
export const NEXT = 50

interface Kept {
  order: string[]
  folded: string[]
  opened: string[]
}

const FRESH: Kept = { order: [], folded: [], opened: [] }

class View {
  private map = ''
  private kept = $state.raw<Kept>(FRESH)
  /** Chrome hidden, for showing to others. */
  present = $state(false)
  /** The stage that is shown just now while presenting, from 0. */
  stage = $state(0)
  /** It is being chosen beside which edition or map this one is laid. */
  choosing = $state(false)

  /** What was kept of this map. */
  open(map: string): void {
    this.map = map
    this.kept = read(kept(`map.${map}`))
  }

  isFolded(lane: LaneModel): boolean {
    return this.kept.folded.includes(lane.key) || (lane.hidden && !this.kept.opened.includes(lane.key))
  }

  fold(lane: LaneModel): void {
    const folded = this.isFolded(lane)
    this.save({
      ...this.kept,
      folded: folded ? this.kept.folded.filter((one) => one !== lane.key) : [...this.kept.folded, lane.key],
      opened: folded ? [...this.kept.opened, lane.key] : this.kept.opened.filter((one) => one !== lane.key),
    })
  }

  /** Lanes in this person's order; new ones stand where the map has them. */
  arrange(lanes: LaneModel[]): LaneModel[] {
    return arranged(lanes, this.kept.order)
  }

  /** One place up (-1) or down (1); false at the end. */
  move(lanes: LaneModel[], key: string, way: -1 | 1): boolean {
    const order = lanes.map((one) => one.key)
    const at = order.indexOf(key)
    const to = at + way
    // The flow stays the head of the map.
    if (at < 1 || to < 1 || to >= order.length) return false
    order.splice(to, 0, ...order.splice(at, 1))
    this.save({ ...this.kept, order })
    return true
  }

  /** As the map has it. */
  reset(): void {
    this.save(FRESH)
  }

  get changed(): boolean {
    return this.kept.order.length + this.kept.folded.length > 0
  }

  private save(value: Kept): void {
    this.kept = value
    keep(`map.${this.map}`, JSON.stringify(value))
  }
}

function read(text: string | null): Kept {
  try {
    const found = JSON.parse(text ?? '{}') as Partial<Kept>
    const names = (value: unknown) => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [])
    return { order: names(found.order), folded: names(found.folded), opened: names(found.opened) }
  } catch {
    return FRESH
  }
}

export const view = new View()
