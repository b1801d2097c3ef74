/** What the server says of a map: its picture with the numbers, and its document as it is written. */

import type { Compared, Narrowed } from '../../kit/compared'

// ---------------------------------------------------------------- GET /api/map/{map}/screen

export type Health = 'good' | 'fair' | 'poor'
export type ContentState = 'ready' | 'draft' | 'missing'
export type PlayState = 'running' | 'draft' | 'paused'
export type Unit = 'people' | 'number' | 'share' | 'time' | 'money'

export interface OwnerBadge {
  name: string
  title: string
  role: string
}

export interface FlowNumbers {
  entered: number | null
  advanced: number | null
  open: number | null
  lost: number | null
  disqualified: number | null
  dormant: number | null
  started: number | null
}

export interface Conversion {
  rate: number | null
  plan: number | null
  numerator: number | null
  denominator: number | null
}

export interface Feeling {
  value: number | null
  words: string
}

export interface TouchCard {
  name: string
  title: string
  channel: string
  reach: number | null
  conversion: number | null
  health: Health | null
  play: string
}

export interface PlayChip {
  name: string
  title: string
  people: number | null
  state: PlayState
}

export interface KpiBar {
  /** What it opens: `kpi/NAME`, `stage/STAGE/month`. */
  name: string
  title: string
  fact: number | null
  plan: number | null
  unit: Unit
  at_least: boolean
}

export interface ContentChip {
  title: string
  state: ContentState
}

export interface BackMove {
  start: string
  end: string
  people: number
}

export interface Returned {
  lost_at: string
  to: string
  people: number
  by: string
}

export interface StagePicture {
  name: string
  title: string
  zone: string
  owner: OwnerBadge | null
  present: number | null
  change: number | null
  time: number | null
  back: number | null
  revenue: number | null
  flow: FlowNumbers
  conversion: Conversion
  actions: string[]
  thoughts: string[]
  feeling: Feeling
  touches: TouchCard[]
  seller: string[]
  plays: PlayChip[]
  kpis: KpiBar[]
  content: ContentChip[]
}

export interface Totals {
  journeys: number | null
  won: number | null
  win_rate: number | null
  revenue: number | null
  cycle: number | null
}

export interface MapPicture {
  title: string
  stages: StagePicture[]
  subtitle: string
  edition: number | null
  as_of: number | null
  period: [number | null, number | null] | null
  zone: string
  currency: string
  totals: Totals | null
  back_moves: BackMove[]
  returned: Returned[]
  elsewhere: TouchCard[]
  /** Where a comparison was asked for. */
  compared?: Compared
}

export interface PictureHow {
  narrowed: Narrowed | null
  timezone: string
}

// ---------------------------------------------------------------- GET /api/map/{map}/feelings

/** What a stage's customers said when asked. */
export interface Felt {
  stage: string
  kind: 'csat' | 'nps'
  score: number
  /** The score as a feeling, −2…+2. */
  value: number
  n: number
}

// ---------------------------------------------------------------- GET /api/map/{map}/figures

export interface FigureWords {
  figure: string
  title: string
  definition: string
}

// ---------------------------------------------------------------- GET /api/map/{map}/document

/** A record of the document: only what is written; texts as they are written. */
export type DocumentRecord = Record<string, unknown>

/** The document as JSON: named elements carry their name under `stage`, `touchpoint`, `zone`, `lane`. */
export interface MapDocument extends DocumentRecord {
  title?: string
  zones?: DocumentRecord[]
  stages?: DocumentRecord[]
  touchpoints?: DocumentRecord[]
  lanes?: DocumentRecord[]
  owners?: Record<string, DocumentRecord>
  plays?: Record<string, DocumentRecord>
  kpis?: Record<string, DocumentRecord>
  content?: Record<string, DocumentRecord>
}
