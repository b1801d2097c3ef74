/** Answers, and parts of answers, that several screens read, exactly as the server gives them. */

export interface Share {
  numerator: number
  denominator: number
  rate: number | null
}

/** A share with the interval it lies in. */
export interface Rate extends Share {
  low: number | null
  high: number | null
}

export interface Took {
  n: number
  mean_seconds: number | null
  median_seconds: number | null
}

/** The answer of a question of the kind `paths`. */
export interface PathsAnswer {
  paths: number
  units: number
  of: number
  steps: number
  distinct_paths: number
  nodes: { step: number; node: string; count: number; rate: Rate; dropped: number; further: number; came: number; left: number }[]
  edges: { step: number; from: string; to: string; count: number; rate: Rate; took?: Took }[]
  top_paths: { rank: number; path: string[]; count: number; rate: Rate }[]
}

/** GET /api/names: all that a question about the map may name. */
export interface NamesAnswer {
  events: string[]
  properties: string[]
  traits: string[]
  touchpoints: { id: string; title: string }[]
  stages: { id: string; title: string; core: string | null }[]
  segments: { id: string; title: string }[]
  channels: { id: string; title: string }[]
  sale: string | null
}

/** An event or a row that was not taken, and waits with its reason. */
export interface FailedEvent {
  id: number
  code: string
  source: string
  where: string
  received: string
  message: string
  column: string
  kind: 'row' | 'event'
  body: unknown
}

/** GET /api/failed. */
export interface FailedPage {
  counts: Record<string, number>
  shown: FailedEvent[]
}
