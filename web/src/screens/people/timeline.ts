/** A person's story from its end: days, what happened in them, and the silence between. */

import type { Entry, EntryWords, Journey, JourneyWords, Note } from './shapes'

export type Show = 'every' | 'moves' | 'touches' | 'talks' | 'notes'
export type Tone = 'plain' | 'gain' | 'loss' | 'back' | 'touch' | 'note'

export interface Line {
  id: string
  at: string
  /** `2026-10-03` in the map's zone. */
  day: string
  what: string
  why: string
  side: EntryWords['side']
  channel: string | null
  /** A change of stage or state: a rule over the whole width. */
  move: boolean
  talk: boolean
  /** Made by somebody of the team. */
  hand: boolean
  tone: Tone
  note: Note | null
}

export interface Day {
  kind: 'day'
  /** `2026-10-03` in the map's zone. */
  id: string
  lines: Line[]
}

export interface Gap {
  kind: 'gap'
  id: string
  days: number
}

const DAY = 86_400_000
/** A shorter pause is no silence worth a line. */
const SILENCE = 2
const TONES: Record<string, Tone> = {
  silence: 'loss', refusal: 'loss', hard: 'loss', disqualified: 'loss', invalid: 'loss', reversed: 'loss', dormant: 'loss',
  won: 'gain', success: 'gain', awake: 'gain',
  return: 'back', reopen: 'back', mend: 'back', back: 'back',
}

/** Lines in the order they happened, the last one first; notes stand among them. */
export function linesOf(journey: Journey | undefined, words: JourneyWords | undefined, notes: Note[] = []): Line[] {
  const story = journey?.story ?? []
  const lines = story.map((one, at) => line(one, words?.story[at] ?? { what: one.kind, why: '', side: null, channel: null }, at))
  const written = notes.map((one) => noted(one, words?.timezone))
  return [...written.reverse(), ...lines.reverse()].sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
}

function noted(note: Note, zone: string | undefined): Line {
  // Swedes write days as the lines do.
  const day = new Date(note.at).toLocaleDateString('sv-SE', zone ? { timeZone: zone } : {})
  return { id: note.id, at: note.at, day, what: note.text, why: '', side: 'seller', channel: null, move: false, talk: false, hand: false, tone: 'note', note }
}

function line(one: Entry, words: EntryWords, id: number): Line {
  const move = one.touchpoint === null
  return {
    // Instants are written in the zone of the map: their first ten signs are its day.
    id: String(id), at: one.at, day: one.at.slice(0, 10), what: words.what, why: words.why, side: words.side, channel: words.channel,
    move, talk: one.two_way, hand: one.by_hand, tone: move ? TONES[one.kind] ?? 'plain' : 'touch', note: null,
  }
}

/** Only what was asked for. */
export function chosen(lines: Line[], show: Show): Line[] {
  if (show === 'moves') return lines.filter((one) => one.move)
  if (show === 'touches') return lines.filter((one) => !one.move && !one.note)
  if (show === 'notes') return lines.filter((one) => one.note)
  if (show === 'talks') return lines.filter((one) => one.talk)
  return lines
}

/** By day; where all lines are there, silence between them is folded, and `now` tells how long it has lasted. */
export function daysOf(lines: Line[], all: boolean, now?: string): (Day | Gap)[] {
  const found: (Day | Gap)[] = []
  let later = now
  for (const one of lines) {
    const id = one.day
    const last = found.at(-1)
    if (last?.kind === 'day' && last.id === id) {
      last.lines.push(one)
    } else {
      const quiet = all && later ? silence(one.at, later) : 0
      if (quiet >= SILENCE) found.push({ kind: 'gap', id: `before ${id}`, days: quiet })
      found.push({ kind: 'day', id, lines: [one] })
    }
    later = one.at
  }
  return found
}

/** Whole days between two moments. */
function silence(earlier: string, later: string): number {
  return Math.floor((Date.parse(later) - Date.parse(earlier)) / DAY)
}

/** Which journey is looked at: the one asked for, else the latest on this map, else the latest at all. */
export function lookedAt(journeys: Journey[], map: string, asked: string | null): number {
  const number = asked === null ? NaN : Number(asked)
  if (Number.isInteger(number) && number >= 0 && number < journeys.length) return number
  const here = journeys.findLastIndex((one) => one.map === map)
  return here >= 0 ? here : journeys.length - 1
}
