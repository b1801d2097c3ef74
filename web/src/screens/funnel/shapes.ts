/** What the server answers about a funnel. */

import type { Share } from '../../api/shapes'
import type { Compared, Narrowed } from '../../kit/compared'

export interface StageNumbers {
  id: string
  title: string
  reached: number
  advanced: number
  open: number
  lost_net: number
  disqualified: number
  dormant: number
  leak: number | null
  leak_margin: number | null
  point_wins: number | null
  reasons: Record<string, number>
  /** null from the sale on. */
  position: string | null
  time: { n: number; median_days: number | null; p75_days: number | null; p90_days: number | null; advanced_median_days: number | null }
}

export interface StepNumbers extends Share {
  from: string
  to: string
  in_window: number | null
}

export interface PointNumbers {
  id: string
  touches: number
  reach: number
  sale: Share | null
  in_window: number | null
  within: string | null
}

/** `GET /api/map/{map}` */
export interface Overview {
  journeys: { valid: number; won: number }
  stages: StageNumbers[]
  conversion: StepNumbers[]
  revenue: { average_deal: number | null } | null
  touchpoints: PointNumbers[]
  /** Where a comparison was asked for. */
  compared?: Compared
}

export interface OverviewHow {
  narrowed: Narrowed | null
  timezone: string
}

/** `GET /api/map/{map}/funnel` */
export interface OfFunnel {
  unit: 'person' | 'deal'
  currency: string
  stages: { id: string; title: string; counted: boolean; hidden: boolean; plan: number | null }[]
  reasons: Record<string, string>
  segments: { id: string; title: string }[]
  fields: string[]
  traits: string[]
  points: PointOfFunnel[]
}

export interface PointOfFunnel {
  id: string
  title: string
  stage: string | null
  sale: string | null
  within: string | null
  steps: { title: string; asks: Record<string, string> }[]
}

export interface Link extends Share {
  from: string
  to: string
  title: { ru: string; en: string }
  within: string | null
  basis: 'reachable' | 'leak'
  reference: { kind: 'target' | 'plan' | 'best_month'; rate: number } | null
  gap: number | null
  money: number | null
  people: { lost: string; passed: string }
}

/** `GET /api/diagnosis` */
export interface Diagnosis {
  worst: Link | null
  links: Link[]
  next: { code: string; ru: string; en: string }[]
  sentences: { ru: string[]; en: string[] }
}

export interface DiagnosisHow {
  words: { ru: string[]; en: string[] }
}

/** One step of an answered funnel question. */
export interface AskedStep {
  name: string
  count: number
  rate: Share
  from_previous: Share
  in_window: number
}

export interface AskedFunnel {
  steps: AskedStep[]
  groups?: { value: string | null; other: boolean; steps: AskedStep[] }[]
}
