/** Answers of questions of a kind, which no address states, as several screens read them. */

import type { Rate } from './types'

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
