/** What the server answers about people. */

import type { Narrowed } from '../../kit/compared'

export interface Listed {
  person: number
  name: string
  /** Nothing of this is known of the people of a question's answer. */
  deal?: number | null
  deal_name?: string | null
  /** Nothing of one who was never on the map. */
  status?: 'active' | 'lost' | 'closed' | ''
  stage?: string
  since?: string | null
  won_at?: string | null
}

/** `GET /api/map/{map}/people/{figure}`, and `POST /api/ask?people=…`. */
export interface Behind {
  count: number
  people: Listed[]
}

export interface BehindHow {
  title?: string
  definition?: string
  as_of?: string
  edition?: number | 'draft'
  unit?: 'person' | 'deal'
  timezone?: string
  narrowed?: Narrowed | null
}

/** `GET /api/map/{map}/figures` */
export interface FigureName {
  figure: string
  kind: 'map' | 'stage' | 'conversion' | 'kpi' | 'touchpoint' | 'section'
  stage: string | null
  title: string
  definition: string
}

export interface Entry {
  at: string
  kind: string
  stage: string | null
  touchpoint: string | null
  two_way: boolean
  /** Somebody of the team put them there. */
  by_hand: boolean
}

export interface Journey {
  map: string
  edition: number | 'draft'
  deal: number | null
  lap: number
  status: 'active' | 'lost' | 'closed'
  stage: string | null
  since: string | null
  won_at: string | null
  lost_at: string | null
  next: Entry | null
  story: Entry[]
}

export interface EntryWords {
  what: string
  why: string
  side: 'buyer' | 'seller' | null
  channel: string | null
}

export interface JourneyWords {
  map: string
  timezone: string
  stage: string | null
  status: string
  deal: string | null
  owner: string | null
  standing: string
  rule: string
  next: string
  next_what: string | null
  next_why: string | null
  story: EntryWords[]
}

/** What somebody wrote down about a person. */
export interface Note {
  id: string
  at: string
  /** Nobody where there are no accounts. */
  who: string | null
  text: string
  removable: boolean
}

export interface SaidName {
  kind: string
  value: string
  /** The kind in the reader's language. */
  said: string
}

/** Two names that are one person's, or were until somebody set them apart. */
export interface Merge {
  id: number
  a: SaidName
  b: SaidName
  at: string
  why: 'event' | 'alias'
  undone: boolean
}

/** `GET /api/merges/{n}`: with the names of each of the people there would be without it. */
export interface MergeApart extends Merge {
  people: SaidName[][]
}

/** `GET /api/person/{n}` */
export interface Person {
  person: number
  names: { kind: string; value: string; first: string }[]
  events: number
  suspected_bot: boolean
  /** When they were erased. */
  erased: string | null
  maps: Journey[]
  traits: { name: string; value: string | number | boolean; at: string; event: string; source: string | null }[]
  notes: Note[]
  merges: Merge[]
  words: { called: string; names: string[]; maps: JourneyWords[] }
}
