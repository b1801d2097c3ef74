/** What a number says against its plan; a miss of two hundredths of the plan is noise, told in grey. */

import { count, duration, money, percent } from '../../kit/numbers'
import type { Language } from '../../kit/words.svelte'
import type { CardModel, KpiModel } from './model'
import type { Conversion, FlowNumbers, Unit } from './shapes'

const TOLERANCE = 0.02

/** Where the plan stands on a KPI's bar, so that going beyond it has room. */
export const PLAN_AT = 0.86

/** Points below plan (null where it is met or unknown), and whether they matter. */
export function belowPlan(conversion: Conversion): { points: number | null; matters: boolean } {
  const { rate, plan } = conversion
  if (rate === null || plan === null) return { points: null, matters: false }
  const points = Math.round((plan - rate) * 1_000) / 10
  if (points <= 0) return { points: null, matters: false }
  return { points, matters: points > 100 * TOLERANCE * plan }
}

export type Verdict = 'gain' | 'loss' | 'grey'

/** How far fact is from plan (0.07 is +7 %), and what to think of it. */
export function kpiVerdict(kpi: KpiModel): { change: number | null; verdict: Verdict } {
  if (kpi.fact === null || !kpi.plan) return { change: null, verdict: 'grey' }
  const change = kpi.fact / kpi.plan - 1
  const better = kpi.atLeast ? change : -change
  return { change, verdict: better >= 0 ? 'gain' : better >= -TOLERANCE ? 'grey' : 'loss' }
}

/** The filled part of a KPI's bar, 0…1. */
export function kpiFilled(kpi: KpiModel): number {
  return kpi.fact === null || !kpi.plan ? 0 : Math.max(0, Math.min(1, (kpi.fact / kpi.plan) * PLAN_AT))
}

/** The share that left, in whole per cents, with a decimal where it would be nought. */
export function lostShare(flow: FlowNumbers, language: Language): string {
  const share = flow.lost && flow.entered ? flow.lost / flow.entered : null
  return percent(share, language, share !== null && share < 0.01 ? 1 : 0)
}

/** «32,0 %»: on the flow every conversion has its decimal, so that neighbours compare. */
export function tenths(share: number | null, language: Language): string {
  if (share === null) return '—'
  const options: Intl.NumberFormatOptions = { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 }
  return new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-US', options).format(share)
}

/** 12840 → «12,8 тыс.», where there is little room. */
export function shortCount(value: number, language: Language): string {
  if (Math.abs(value) < 10_000) return count(value, language)
  return new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

/** A KPI's value in its unit. */
export function kpiSaid(value: number | null, unit: Unit, currency: string, language: Language): string {
  if (value === null) return '—'
  if (unit === 'share') return percent(value, language)
  if (unit === 'time') return duration(value, language)
  if (unit === 'money') return money(value, currency, language)
  return count(value, language, unit === 'number' && !Number.isInteger(value) ? 1 : 0)
}

/** «1 341 · 62,4 %»: how many a touchpoint reached, and the share that went on. */
export function cardSaid(card: CardModel, language: Language): string {
  if (card.reach === null) return '—'
  return count(card.reach, language) + (card.conversion === null ? '' : ` · ${percent(card.conversion, language)}`)
}
