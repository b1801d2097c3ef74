/**
 * The twenty questions an owner asks, answered for a month by the measures there are.
 * An answer is a figure and the key of a sentence with its values; where there is none, what data are missing.
 */

import type { Diagnosis, MonthMap, Said } from './shapes'

export type Shown =
  | { as: 'count' | 'money' | 'percent' | 'days' | 'minutes' | 'score'; value: number }
  | { as: 'text'; value: string }

export interface Told {
  key: string
  values: Record<string, Shown | null>
}

export interface Answer {
  number: number
  /** Answered, answered and a cause to act, or not answerable yet. */
  state: 'told' | 'act' | 'missing'
  figure: Shown | null
  told: Told
  /** Where more of it stands: a screen and its query, or the people behind a figure. */
  to: { screen: 'map' | 'funnel' | 'paths' | 'people' | 'board' | 'questions' | 'import'; rest?: string[]; query?: Record<string, string> }
}

const n = (value: number): Shown => ({ as: 'count', value })
const share = (value: number): Shown => ({ as: 'percent', value })
const text = (value: string): Shown => ({ as: 'text', value })

type Make = Omit<Answer, 'number'>
const FEW = 10

export function twenty(map: MonthMap, diagnosis: Diagnosis | null, language: 'ru' | 'en', reasons: Record<string, string> = {}, narrowed = false): Answer[] {
  const said = (one: Said) => (typeof one === 'string' ? one : one[language])
  const makers: (() => Make)[] = [
    () => everybody(map),
    () => (narrowed ? missing('of_everybody', { screen: 'map' }) : plan(map)),
    () => (narrowed ? missing('of_everybody', { screen: 'map' }) : profit(map)),
    () => leak(diagnosis, language),
    () => why(map, reasons),
    () => where(map),
    () => back(map),
    () => plays(map, said),
    () => levers(map, diagnosis, language),
    () => cycle(map),
    () => touches(map),
    () => quality(map),
    () => sources(map, said),
    () => owners(map),
    () => stalled(map),
    () => answered(map),
    () => satisfied(map),
    () => repeat(map),
    () => complete(map, said),
    () => effect(map),
  ]
  return makers.map((make, at) => ({ number: at + 1, ...make() }))
}

function told(figure: Shown | null, key: string, values: Told['values'], to: Answer['to'], act = false): Make {
  return { state: act ? 'act' : 'told', figure, told: { key, values }, to }
}

function missing(key: string, to: Answer['to'], values: Told['values'] = {}): Make {
  return { state: 'missing', figure: null, told: { key, values }, to }
}

function everybody(map: MonthMap): Make {
  const present = map.stages.reduce((sum, one) => sum + one.present, 0)
  const most = [...map.stages].sort((a, b) => b.present - a.present)[0]
  if (!present || !most) return missing('nobody', { screen: 'import' })
  return told(n(present), 'everybody', { stage: text(most.title), n: n(most.present) }, { screen: 'board' })
}

function plan(map: MonthMap): Make {
  const lines = (map.plan?.lines ?? []).filter((one) => one.plan !== null && one.fact !== null)
  const figures = { leads: n(map.journeys.leads), won: n(map.cycle.n), net: { as: 'money' as const, value: map.revenue.net } }
  if (!lines.length) return missing('no_plan', { screen: 'map' }, figures)
  const late = lines.filter((one) => (one.pace.value ?? one.attainment.value ?? 1) < 1)
  const worst = [...lines].sort((a, b) => (a.pace.value ?? a.attainment.value ?? 9) - (b.pace.value ?? b.attainment.value ?? 9))[0]!
  return told({ as: 'money', value: map.revenue.net }, late.length ? 'plan_behind' : 'plan_kept', { ...figures, behind: n(late.length), of: n(lines.length), line: text(worst.title), fact: n(worst.fact!), plan: n(worst.plan!) }, { screen: 'map' }, late.length > 0)
}

function profit(map: MonthMap): Make {
  const found = map.break_even
  if (found?.profit === undefined) return missing('no_costs', { screen: 'import' })
  const needed = found.break_even_leads?.whole ?? null
  return told({ as: 'money', value: found.profit }, found.profit >= 0 ? 'profit' : 'deficit', { leads: n(map.acquisition?.leads ?? map.journeys.leads), needed: needed === null ? null : n(needed) }, { screen: 'funnel' }, found.profit < 0)
}

function leak(diagnosis: Diagnosis | null, language: 'ru' | 'en'): Make {
  const worst = diagnosis?.worst
  if (!worst) return missing('no_worst', { screen: 'funnel' })
  const to: Answer['to'] = worst.people.lost ? { screen: 'people', rest: worst.people.lost.split('/') } : { screen: 'funnel' }
  const values = { link: text(worst.title[language]), lost: n(worst.lost), rate: worst.rate === null ? null : share(worst.rate), target: worst.reference ? share(worst.reference.rate) : null }
  if (worst.money === null) return told(null, 'leak_unpriced', values, to, true)
  return told({ as: 'money', value: worst.money }, worst.lost ? 'leak' : 'leak_slow', values, worst.lost ? to : { screen: 'funnel' }, true)
}

function why(map: MonthMap, titles: Record<string, string>): Make {
  const all = Object.entries(map.losses.reasons).filter(([, lost]) => lost > 0)
  const total = all.reduce((sum, [, lost]) => sum + lost, 0)
  if (!total) return missing('no_losses', { screen: 'funnel' })
  const known = all.filter(([reason]) => reason !== '').sort((a, b) => b[1] - a[1])
  const unknown = (map.losses.reasons[''] ?? 0) / total
  const [first, second] = known
  if (!first) return missing('no_reasons', { screen: 'funnel' })
  const name = (reason: string) => text(titles[reason] ?? reason)
  return told(share(first[1] / total), second ? 'why_two' : 'why', { first: name(first[0]), second: second ? name(second[0]) : null, share: second ? share(second[1] / total) : null, unknown: share(unknown) }, { screen: 'funnel' }, unknown > 0.2)
}

function where(map: MonthMap): Make {
  const by = { early: 0, middle: 0, near_finish: 0 }
  for (const one of map.stages) if (one.position) by[one.position] += one.lost
  const total = by.early + by.middle + by.near_finish
  if (!total) return missing('no_losses', { screen: 'funnel' })
  const [place, lost] = (Object.entries(by) as [keyof typeof by, number][]).sort((a, b) => b[1] - a[1])[0]!
  return told(share(lost / total), `where_${place}`, { early: n(by.early), middle: n(by.middle), finish: n(by.near_finish) }, { screen: 'funnel' })
}

function back(map: MonthMap): Make {
  const worth = map.stages.filter((one) => one.position !== 'early' && one.lost > 0)
  const lost = worth.reduce((sum, one) => sum + one.lost, 0)
  const most = [...worth].sort((a, b) => b.lost - a.lost)[0]
  if (!most) return missing('no_lost_late', { screen: 'people' })
  const came = map.stages.reduce((sum, one) => sum + one.returned.numerator, 0)
  return told(n(lost), 'back', { stage: text(most.title), n: n(most.lost), returned: n(came) }, { screen: 'people', rest: ['stage', most.id, 'lost'] }, true)
}

function plays(map: MonthMap, said: (one: Said) => string): Make {
  const found = map.uplift?.plays ?? []
  const best = found.find((one) => one.verdict !== 'early') ?? found[0]
  if (!best) return missing('no_trial', { screen: 'map' })
  const name = best.title ? said(best.title) : ''
  return told(best.recovered === null ? null : n(Math.round(best.recovered)), `play_${best.verdict}`, { name: text(name) }, { screen: 'map' })
}

function levers(map: MonthMap, diagnosis: Diagnosis | null, language: 'ru' | 'en'): Make {
  const worst = diagnosis?.worst
  if (!worst?.money || !map.revenue.net) return missing('no_levers', { screen: 'funnel' })
  const leads = map.revenue.net * 0.1
  const key = worst.money > leads ? 'levers_funnel' : 'levers_leads'
  return told({ as: 'money', value: Math.max(worst.money, leads) }, key, { leads: { as: 'money', value: leads }, gap: { as: 'money', value: worst.money }, link: text(worst.title[language]) }, { screen: 'funnel' })
}

function cycle(map: MonthMap): Make {
  if (map.cycle.median_days === null) return missing('no_sales', { screen: 'paths', query: { tab: 'cycle' } })
  const jam = [...(map.stalls?.stages ?? [])].filter((one) => one.over_norm?.rate !== null && one.over_norm !== null && one.over_norm.denominator >= FEW).sort((a, b) => (b.over_norm?.rate ?? 0) - (a.over_norm?.rate ?? 0))[0]
  const days: Shown = { as: 'days', value: map.cycle.median_days }
  const to: Answer['to'] = { screen: 'paths', query: { tab: 'cycle' } }
  if (!jam?.over_norm?.rate) return told(days, 'cycle', { n: n(map.cycle.n) }, to)
  return told(days, 'cycle_jam', { n: n(map.cycle.n), stage: text(jam.title), share: share(jam.over_norm.rate) }, to, jam.over_norm.rate > 0.3)
}

function touches(map: MonthMap): Make {
  const to: Answer['to'] = { screen: 'paths', query: { tab: 'touches' } }
  if (map.touches.median === null || !map.touches.n) return missing('no_sales', to)
  return told(n(map.touches.median), 'touches', { within: share(map.touches.within / map.touches.n), over: share(map.touches.over / map.touches.n) }, to)
}

function quality(map: MonthMap): Make {
  const rated = (map.quality?.points ?? []).filter((one) => one.quality !== null && one.rated >= 30).sort((a, b) => b.quality! - a.quality!)
  const best = rated[0]
  const worst = rated.at(-1)
  if (!best || !worst || best === worst) return missing('no_quality', { screen: 'map' })
  return told({ as: 'score', value: worst.quality! }, 'quality', { best: text(best.title), bestscore: { as: 'score', value: best.quality! }, worst: text(worst.title) }, { screen: 'people', rest: ['touchpoint', worst.id] })
}

function sources(map: MonthMap, said: (one: Said) => string): Make {
  const best = [...(map.attribution?.credits ?? [])].filter((one) => one.id).sort((a, b) => b.linear - a.linear)[0]
  const to: Answer['to'] = { screen: 'paths', query: { tab: 'attribution' } }
  if (!best || !map.attribution?.conversions) return missing('no_sales', to)
  const values = { name: text(said(best.title)), share: share(best.linear / map.attribution.conversions), margin: map.acquisition?.margin_per_lead.value == null ? null : { as: 'money' as const, value: map.acquisition.margin_per_lead.value } }
  const cac = map.acquisition?.cac.value ?? null
  if (cac === null) return { ...told(values.share, 'sources_uncosted', values, to), state: 'act' }
  return told({ as: 'money', value: cac }, 'sources', values, to)
}

function owners(map: MonthMap): Make {
  const known = (map.owners?.owners ?? []).filter((one) => one.id !== null).length
  const done = map.execution
  if (!done?.tasks || done.execution.rate === null) return { ...missing('no_tasks', { screen: 'board' }, { owners: n(known) }) }
  return told(share(done.execution.rate), 'tasks', { owners: n(known), late: n(done.late + done.missed) }, { screen: 'board' }, done.execution.rate < 0.9)
}

function stalled(map: MonthMap): Make {
  const found = map.stalls?.stalled
  if (!found?.denominator) return missing('no_active', { screen: 'board' })
  const most = [...(map.stalls?.stages ?? [])].sort((a, b) => (b.stalled?.numerator ?? 0) - (a.stalled?.numerator ?? 0))[0]
  return told(n(found.numerator), 'stalled', { of: n(found.denominator), stage: text(most?.title ?? ''), n: n(most?.stalled?.numerator ?? 0) }, { screen: 'board' }, found.numerator > 0)
}

function answered(map: MonthMap): Make {
  const first = map.response?.waits.find((one) => one.what === 'first')
  if (!first || first.median_minutes === null || first.p90_minutes === null) return missing('no_answers', { screen: 'map' })
  const unanswered = map.response?.unanswered ?? 0
  return told({ as: 'minutes', value: first.median_minutes }, 'answered', { p90: { as: 'minutes', value: first.p90_minutes }, unanswered: n(unanswered) }, { screen: 'people' }, unanswered > 0)
}

function satisfied(map: MonthMap): Make {
  const found = map.surveys
  const nps = found?.nps.n ? found.nps.score : null
  if (!found || (found.csat.rate === null && nps === null && found.solved.rate === null)) return missing('no_surveys', { screen: 'map' })
  const figure: Shown | null = found.csat.rate !== null ? share(found.csat.rate) : found.solved.rate !== null ? share(found.solved.rate) : n(nps ?? 0)
  const key = found.csat.rate !== null ? (nps === null ? 'csat' : 'csat_nps') : found.solved.rate !== null ? 'solved' : 'nps'
  return told(figure, key, { n: n(found.csat.denominator), solved: found.solved.rate === null ? null : share(found.solved.rate), nps: nps === null ? null : n(nps) }, { screen: 'map' })
}

function repeat(map: MonthMap): Make {
  const first = map.repeat?.ladder.find((one) => one.from_order === 1)
  if (!first || first.rate === null) return missing('no_sales', { screen: 'people' })
  const overdue = map.next_order?.states.overdue ?? 0
  const second = map.repeat?.ladder.find((one) => one.from_order === 2)
  return told(share(first.rate), 'repeat', { n: n(first.denominator), third: second?.rate == null ? null : share(second.rate), overdue: n(overdue) }, { screen: 'people' }, overdue > 0)
}

function complete(map: MonthMap, said: (one: Said) => string): Make {
  const found = map.completeness
  if (!found) return missing('nobody', { screen: 'map' })
  const hole = found.missing[0]
  const stale = map.managed?.freshness
  const values = { holes: n(found.missing.length), hole: text(hole ? `${hole.title}: ${said(hole.what)}` : ''), fresh: stale?.rate == null ? null : share(stale.rate) }
  return told(share(found.score / 100), hole ? 'complete' : 'complete_all', values, { screen: 'map' }, found.score < 70)
}

function effect(map: MonthMap): Make {
  const found = map.effect?.launches.at(-1)
  if (!found) return missing('no_launch', { screen: 'map' })
  const values = { since: text(found.launched), from: text(found.judged_from) }
  if (found.conversion.difference === null) return missing('no_before', { screen: 'map' }, values)
  const range = { low: found.conversion.low === null ? null : share(found.conversion.low), high: found.conversion.high === null ? null : share(found.conversion.high) }
  return told(share(found.conversion.difference), found.early ? 'effect_early' : `effect_${found.conversion.verdict}`, { ...values, ...range }, { screen: 'map' })
}
