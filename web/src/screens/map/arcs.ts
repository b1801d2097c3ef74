/** Ways against the stream: dashed arcs of steps back, dotted lines of those who returned. */

import { track } from '../../kit/charts/curve'
import type { Band } from './band'
import type { BackMove, Returned } from './shapes'

const LEVEL = 25
const FIRST = 27
const LEVELS = 4

export interface Arc {
  move: BackMove
  start: number
  end: number
  /** Rows above the band, from 0. */
  level: number
}

/**
 * Arcs that find room above the band, the shortest lowest; the rarest are left out first.
 * Legs that meet on a stage are set apart, the longer arc outside, so that none cross.
 */
export function backArcs(moves: readonly BackMove[], places: ReadonlyMap<string, number>, column: number): Arc[] {
  const at = (name: string, otherwise: number) => places.get(name) ?? otherwise
  const back = moves.filter((one) => one.people > 0 && at(one.end, places.size) < at(one.start, -1))
  const long = (one: BackMove) => at(one.start, 0) - at(one.end, 0)
  back.sort((a, b) => long(a) - long(b) || b.people - a.people || (a.start < b.start ? -1 : 1))
  const taken: [number, number][][] = Array.from({ length: LEVELS }, () => [])
  const legs = new Map<string, number>()
  const found: Arc[] = []
  for (const move of back) {
    const out = legs.get(`out ${move.start}`) ?? 0
    const into = legs.get(`in ${move.end}`) ?? 0
    const start = (at(move.start, 0) + Math.min(0.3 + 0.08 * out, 0.46)) * column
    const end = (at(move.end, 0) + Math.max(0.7 - 0.08 * into, 0.54)) * column
    const level = freeLevel(taken, end, start)
    if (level === null) continue
    taken[level]!.push([end, start])
    legs.set(`out ${move.start}`, out + 1)
    legs.set(`in ${move.end}`, into + 1)
    found.push({ move, start, end, level })
  }
  return found
}

/** Room the arcs need above the band. */
export function arcsHeight(arcs: readonly Arc[]): number {
  return arcs.length ? FIRST + 15 + LEVEL * Math.max(...arcs.map((one) => one.level)) : 0
}

export function crestOf(arc: Arc, top: number): number {
  return top - FIRST - LEVEL * arc.level
}

export function arcPath(arc: Arc, top: number): string {
  const crest = crestOf(arc, top)
  const foot = top - 3
  const reach = Math.min(64, (arc.start - arc.end) / 2)
  const knee = foot - 0.7 * (foot - crest)
  return track(
    'M', arc.start, foot, 'C', arc.start, knee, arc.start - 0.35 * reach, crest, arc.start - reach, crest,
    'H', arc.end + reach, 'C', arc.end + 0.35 * reach, crest, arc.end, knee, arc.end, foot - 6,
  )
}

/** A small arrow head pointing down (`way` 1) or up (-1). */
export function arrowPath(x: number, tip: number, way: 1 | -1): string {
  return track('M', x, tip, 'L', x - 4, tip - way * 8, 'H', x + 4, 'Z')
}

export interface Climb {
  path: string
  arrow: string
}

/** A dotted line from beside a loss up to the band of the stage people returned to. */
export function climb(band: Band, target: Band, start: number, floor: number, clear: number): Climb {
  const column = target.end - target.x
  const home = target.index === band.index
  const end = home ? Math.max(start + 26, target.x + 0.78 * column) : target.x + Math.max(0.36 * column, clear + 10)
  const high = home ? target.moved : target.height
  // Just below the band, and below a pill that may hang over a thin one.
  const top = target.top + Math.max(high, high / 2 + 12) + 5
  const low = floor - 34
  const lean = Math.min(46, Math.abs(end - start) / 2) * (end > start ? 1 : -1)
  return { path: track('M', start, low, 'C', start + lean, low, end, low - 10, end, top + 5), arrow: arrowPath(end, top, -1) }
}

/** Who came back after a loss on a stage, the largest group first. */
export function returnedFrom(returned: readonly Returned[], stage: string): Returned[] {
  return returned.filter((one) => one.lost_at === stage && one.people > 0).sort((a, b) => b.people - a.people)
}

/** The lowest level above every arc that lies under this one; null where none is left. */
function freeLevel(taken: readonly (readonly [number, number])[][], left: number, right: number): number | null {
  let lowest = 0
  taken.forEach((spans, level) => {
    if (spans.some(([from, to]) => left < to && from < right)) lowest = level + 1
  })
  return lowest < taken.length ? lowest : null
}
