/** What the server tells of paths, exactly. */

import type { Rate, Took } from '../../api/shapes'

export interface TransitionsAnswer {
  trails: number
  units: number
  nodes: { node: string; count: number; rate: Rate; starts: number; ends: number }[]
  transitions: { from: string; to: string; count: number; rate: Rate; took?: Took }[]
}

export interface Credit {
  model: string
  label: string | null
  title?: string
  other: boolean
  untouched: boolean
  conversions: number
  share: number
  low?: number
  high?: number
}

export interface AttributionAnswer {
  conversions: number
  lost: number
  credits: Credit[]
  remarks?: { code: string; model: string; words: Record<'ru' | 'en', string> }[]
}

export interface Incidence {
  days: number
  advanced: number
}

export interface MapAnswer {
  journeys: { valid: number; active: number; won: number; lost: number; leads: number }
  stages: {
    id: string
    title: string
    reached: number
    present: number
    time: { n: number; median_days: number | null; p75_days: number | null; p90_days: number | null; advanced_median_days: number | null; incidence: Incidence[] }
  }[]
  cycle: Record<'median_days' | 'mean_days' | 'q1_days' | 'q3_days' | 'full_median_days' | 'opportunity_median_days', number | null> & { n: number }
  touches: {
    median: number | null
    q1: number | null
    q3: number | null
    by_buyer_median: number | null
    under: number
    within: number
    over: number
    n: number
    histogram: number[]
  }
  quality?: { chance: (Rate & { touches: number })[] }
}
