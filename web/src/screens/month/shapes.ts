/** What the month page takes of the map's answer and of the diagnosis. */

import type { Compared, Narrowed } from '../../kit/compared'
import type { Rate } from '../../api/types'

export interface Value {
  value: number | null
  missing: string | null
}

export interface PlanLine {
  kind: string
  id: string
  title: string
  plan: number | null
  fact: number | null
  attainment: Value
  pace: Value
  owner_title: string | null
}

export interface MonthMap {
  compared?: Compared
  journeys: { valid: number; active: number; open: number; won: number; won_net: number; lost: number; leads: number }
  stages: { id: string; title: string; entries: number; present: number; lost: number; position: 'early' | 'middle' | 'near_finish' | null; returned: Rate; recovered: Rate; time: { median_days: number | null; n: number } }[]
  cycle: { median_days: number | null; n: number }
  revenue: { gross: number; net: number; average_deal: number | null }
  touches: { median: number | null; under: number; within: number; over: number; n: number }
  losses: { reasons: Record<string, number> }
  plan?: { lines: PlanLine[]; share_gone: number }
  stalls?: { stalled: Rate; over_norm: Rate; stages: { id: string; title: string; over_norm: Rate | null; stalled: Rate }[] }
  quality?: { points: { id: string; title: string; quality: number | null; rated: number; sale: Rate }[] }
  owners?: { owners: { id: string | null; title: Said; present: number }[] }
  execution?: { tasks: number; execution: Rate; late: number; missed: number }
  acquisition?: { leads: number; margin_per_lead: Value; cac: Value; romi: Value; cpl: Value }
  attribution?: { conversions: number; credits: { id: string; title: Said; linear: number }[] }
  break_even?: { profit?: number; break_even_leads?: { whole: number | null; missing: string | null } }
  response?: { leads: number; unanswered: number; waits: { what: string; n: number; median_minutes: number | null; p90_minutes: number | null }[] }
  surveys?: { nps: { score: number | null; n: number }; csat: Rate; solved: Rate }
  repeat?: { ladder: (Rate & { from_order: number })[]; share: { share: number | null } }
  next_order?: { customers: number; states: Record<string, number> }
  completeness?: { score: number; missing: { title: string; what: Said }[] }
  managed?: { freshness: Rate }
  uplift?: { plays: { title?: Said; verdict: string; recovered: number | null; margin: number | null }[] }
  effect?: { launches: { conversion: { difference: number | null; low: number | null; high: number | null; verdict: string }; judged_from: string; early: boolean; launched: string }[] }
}

export type Said = string | { ru: string; en: string }

export interface Diagnosis {
  worst: {
    from: string
    to: string
    title: { ru: string; en: string }
    rate: number | null
    reference: { kind: string; rate: number } | null
    gap: number | null
    proven: boolean
    money: number | null
    lost: number
    reasons: { reason: string; lost: number; share: number }[]
    point: { sales: number; money: number } | null
    people: { lost: string | null; passed: string | null }
  } | null
}

export interface MonthHow {
  narrowed: Narrowed | null
  currency: string
  as_of: string
  timezone: string
  /** For each section and language, each figure's name and how it is made. */
  sections?: Record<string, Record<string, Record<string, { title: string; how: string }>>>
}
