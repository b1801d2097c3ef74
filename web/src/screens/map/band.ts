/**
 * The shape of the flow band: how high it stands on every stage, and into what it splits.
 *
 * height = HIGHEST · √(people ÷ most people on any stage), so that a stage of two hundred is still seen
 * beside one of twelve thousand; the legend says so, for heights must not be compared as shares. At 56 % of
 * a stage the band splits: who moved on keep the height of their own number, the rest of it is shared in
 * proportion between those still here, those lost and those who cannot buy. The server draws the same.
 */

import { track } from '../../kit/charts/curve'
import type { FlowNumbers } from './shapes'

export const HIGHEST = 92
export const SPLIT = 0.56
/** The thinnest fall that is still seen. */
export const STRAND = 2.5
/** From the top of the band down to the foot of the losses. */
export const DEPTH = 148

const THINNEST = 1.5
const GHOST = 24

export interface Band {
  index: number
  x: number
  split: number
  end: number
  top: number
  /** The height in which the band arrives from the stage on the left. */
  before: number
  /** Of all who entered. */
  height: number
  moved: number
  open: number
  lost: number
  /** Cannot buy. */
  aside: number
  last: boolean
  /** There are numbers; without them the band is a ghost. */
  known: boolean
}

/** The height of a band of so many people, where `most` would be the highest. */
export function bandHeight(people: number | null, most: number): number {
  if (!people || people < 0 || most <= 0) return 0
  return Math.max(THINNEST, HIGHEST * Math.sqrt(Math.min(1, people / most)))
}

export function mostPeople(flows: readonly FlowNumbers[]): number {
  return Math.max(0, ...flows.map((one) => one.entered ?? 0))
}

/** The band over every stage, from left to right; `top` is where it hangs. */
export function bands(flows: readonly FlowNumbers[], column: number, top: number): Band[] {
  const most = mostPeople(flows)
  const found: Band[] = []
  let before: number | null = null
  flows.forEach((flow, index) => {
    const last = index === flows.length - 1
    const known = flow.entered !== null && most > 0
    const height = known ? bandHeight(flow.entered, most) : GHOST
    const moved = known ? movedHeight(flow, flows[index + 1], height, most) : height
    const [open, lost, aside] = parts(flow, height - moved)
    const x = index * column
    found.push({ index, x, split: x + SPLIT * column, end: x + column, top, before: before ?? height, height, moved, open, lost, aside, last, known })
    before = known ? moved : null
  })
  return found
}

function movedHeight(flow: FlowNumbers, next: FlowNumbers | undefined, height: number, most: number): number {
  const entered = flow.entered ?? 0
  if (!next) {
    const left = (flow.lost ?? 0) + (flow.disqualified ?? 0)
    return entered > 0 ? height * (1 - Math.min(1, left / entered)) : 0
  }
  const people = flow.advanced ?? (next.entered === null ? null : Math.min(entered, next.entered))
  return people === null ? height : Math.min(height, bandHeight(people, most))
}

/** What did not move on: still here, lost, set aside; their heights add up to the rest. */
function parts(flow: FlowNumbers, rest: number): [number, number, number] {
  const people = [flow.open, flow.lost, flow.disqualified].map((one) => Math.max(0, one ?? 0))
  const total = people.reduce((sum, one) => sum + one, 0)
  const shared = people.map((one) => (total ? (Math.max(0, rest) * one) / total : 0))
  return total ? [shared[0]!, shared[1]!, shared[2]!] : [Math.max(0, rest), 0, 0]
}

// ---------------------------------------------------------------- paths

/** The blue band over one stage. */
export function streamPath(band: Band): string {
  const low = band.top + band.height
  const turn: (string | number)[] = []
  if (band.last) {
    const round = band.moved / 2
    const end = band.end - 26
    turn.push('H', end - round, 'A', round, round, 0, 0, 1, end - round, band.top + band.moved)
  } else {
    // Half a pixel over the border, so that no seam shows between neighbours.
    turn.push('H', band.end + 0.5, 'V', band.top + band.moved)
  }
  const start = ['M', band.x, band.top, ...turn, 'H', band.split, 'V', low]
  if (Math.abs(band.before - band.height) < 0.5) return track(...start, 'H', band.x, 'Z')
  const joint = Math.min(30, (band.split - band.x) / 3)
  const entry = band.top + band.before
  const middle = band.x + joint / 2
  return track(...start, 'H', band.x + joint, 'C', middle, low, middle, entry, band.x, entry, 'Z')
}

/** Still here: a rounded stub under those who moved on; nothing where it would not be seen. */
export function stubPath(band: Band): string {
  if (!band.known || band.last || band.open <= 1.2) return ''
  const x = band.split + 2.5
  const y = band.top + band.moved + 2
  const right = x + 0.16 * (band.end - band.x)
  const high = Math.max(3, band.open - 2.5)
  const bend = Math.min(5, high / 2)
  return track(
    'M', x, y, 'H', right, 'Q', right + bend, y, right + bend, y + bend, 'V', y + high - bend,
    'Q', right + bend, y + high, right, y + high, 'H', x, 'Z',
  )
}

export interface Fall {
  kind: 'lost' | 'aside'
  path: string
}

/** Strands that turn down and fade: the lost, and inside their bend those who cannot buy. */
export function falls(band: Band, flow: FlowNumbers, floor: number): Fall[] {
  if (!band.known) return []
  const found: Fall[] = []
  const under = flow.disqualified ? Math.max(STRAND, band.aside) : 0
  if (under) found.push({ kind: 'aside', path: strandPath(band, 0, under, floor) })
  if (flow.lost) found.push({ kind: 'lost', path: strandPath(band, under ? under + 2 : 0, Math.max(STRAND, band.lost), floor) })
  return found
}

function strandPath(band: Band, under: number, thick: number, floor: number): string {
  const x = band.split + 3
  const inner = 6 + under
  const outer = inner + thick
  const low = band.top + band.height - under
  return track(
    'M', x, low - thick, 'A', outer, outer, 0, 0, 1, x + outer, low + inner, 'V', floor + 2,
    'H', x + inner, 'V', low + inner, 'A', inner, inner, 0, 0, 0, x, low, 'Z',
  )
}

/** The right edge of what falls. */
export function strandEnd(band: Band, flow: FlowNumbers): number {
  const under = flow.disqualified ? Math.max(STRAND, band.aside) + 2 : 0
  return band.split + 9 + under + Math.max(STRAND, band.lost)
}

// ---------------------------------------------------------------- numbers on the band

/** A band so high has room for its number and a caption. */
const THICK = 46

export interface Standing {
  x: number
  y: number
  /** On the blue, in white. */
  on: boolean
  /** There is room for the word below the number. */
  captioned: boolean
}

/** Where the number of those who entered stands: on the band where it is high and long enough, else under it. */
export function enteredAt(band: Band, previous: Band | null, pillHalf: number, wide: number, pad = 12): Standing {
  const room = band.split - 8 - wide
  const beside = band.x + (pillHalf ? pillHalf + 12 : pad)
  const left = band.x + pad
  // The pill on the border to the left hangs down so far.
  const pill = band.top + (previous && pillHalf ? band.before / 2 + 12 : 0)
  const low = band.top + band.height
  if (band.height > THICK && beside < room) return { x: beside, y: band.top + 10, on: true, captioned: true }
  if (band.height > THICK && low > pill + 26 && left < room) return { x: left, y: pill + 5, on: true, captioned: false }
  return { x: left, y: Math.max(low + 4, band.top + 19, pill + 2), on: false, captioned: false }
}
