/** The rows of the funnel: what the map measured, beside what it was to be. */

import type { Diagnosis, Link, OfFunnel, Overview, StageNumbers, StepNumbers } from './shapes'

export type View = 'people' | 'money' | 'time'

/** How many go on from a stage, and how that compares with what was meant. */
export interface Onward {
  rate: number | null
  numerator: number
  denominator: number
  /** Counted so many days from the stage; null for no limit. */
  days: number | null
  wanted: number | null
  /** Whether it is the target of a KPI or the plan of the map that it is held against. */
  against: 'target' | 'plan' | null
  inWindow: number
  figure: string
  /** The step as figures name it: «lead/quote». */
  next: string
}

export interface Reason {
  id: string
  title: string
  count: number
  share: number
}

export interface FunnelRow {
  id: string
  title: string
  number: number
  /** Filled by counts, not by people: nothing but its plan is known. */
  counted: boolean
  people: number
  passed: number
  open: number
  lost: number
  rest: number
  onward: Onward | null
  /** The share of those of the first stage who came here. */
  reached: number | null
  reasons: Reason[]
  medianDays: number | null
  p75Days: number | null
  p90Days: number | null
  onwardDays: number | null
  ended: number
  leak: number
  margin: number
  /** What is missing to the target or plan, in money. */
  reachable: number | null
  /** What each percentage point more brings, in money. */
  point: number | null
  worst: boolean
}

const TOLERANCE = 0.005

/** Rows in the order of the map, hidden stages left out. */
export function rowsOf(overview: Overview, own: OfFunnel, diagnosis: Diagnosis | null, asksWindow: boolean): FunnelRow[] {
  // Besides steps from stage to stage there is the one over all of them.
  const after = new Map(overview.stages.map((one, at) => [one.id, overview.stages[at + 1]?.id]))
  const steps = new Map(overview.conversion.filter((one) => after.get(one.from) === one.to).map((one) => [one.from, one]))
  const links = new Map((diagnosis?.links ?? []).map((one) => [one.from, one]))
  const numbers = new Map(overview.stages.map((one) => [one.id, one]))
  const shown = own.stages.filter((one) => !one.hidden)
  const first = shown.map((one) => (one.counted ? 0 : numbers.get(one.id)?.reached ?? 0)).find((one) => one > 0)
  const deal = overview.revenue?.average_deal ?? null
  return shown.map((stage, at) => {
    const found = numbers.get(stage.id)
    const link = links.get(stage.id)
    const row = counted(stage, at)
    if (stage.counted || !found) return row
    const step = steps.get(stage.id)
    return {
      ...row,
      ...parts(found),
      onward: step ? onward(step, stage.plan, asksWindow ? undefined : link) : null,
      reached: first ? found.reached / first : null,
      reasons: reasonsOf(found.reasons, own.reasons),
      medianDays: found.time.median_days,
      p75Days: found.time.p75_days,
      p90Days: found.time.p90_days,
      onwardDays: found.time.advanced_median_days,
      ended: found.time.n,
      leak: found.leak ?? 0,
      margin: found.leak_margin ?? 0,
      reachable: link?.basis === 'reachable' ? link.money : null,
      point: found.position !== null && found.point_wins !== null && deal !== null ? found.point_wins * deal : null,
      worst: diagnosis?.worst?.from === stage.id,
    }
  })
}

function counted(stage: OfFunnel['stages'][number], at: number): FunnelRow {
  return {
    id: stage.id, title: stage.title, number: at + 1, counted: stage.counted,
    people: 0, passed: 0, open: 0, lost: 0, rest: 0, onward: null, reached: null, reasons: [],
    medianDays: null, p75Days: null, p90Days: null, onwardDays: null, ended: 0,
    leak: 0, margin: 0, reachable: null, point: null, worst: false,
  }
}

/** What became of those who came: the parts add up to all of them. */
function parts(found: StageNumbers): Pick<FunnelRow, 'people' | 'passed' | 'open' | 'lost' | 'rest'> {
  const { reached: people, advanced: passed, open, lost_net: lost } = found
  return { people, passed, open, lost, rest: Math.max(0, people - passed - open - lost) }
}

/** Where a KPI measures the step, its share and window count; else the plain share and the plan. */
function onward(step: StepNumbers, plan: number | null, link: Link | undefined): Onward {
  const next = `${step.from}/${step.to}`
  if (link && link.to === step.to && link.reference?.kind === 'target') {
    return {
      rate: link.rate, numerator: link.numerator, denominator: link.denominator, days: daysOf(link.within),
      wanted: link.reference.rate, against: 'target', inWindow: 0, figure: link.people.passed ?? `conversion/${next}`, next,
    }
  }
  return {
    rate: step.rate, numerator: step.numerator, denominator: step.denominator, days: null,
    wanted: plan, against: plan === null ? null : 'plan', inWindow: step.in_window ?? 0, figure: `conversion/${next}`, next,
  }
}

/** «14d» → 14; lengths below a day as parts of one. */
export function daysOf(length: string | null): number | null {
  const found = /^(\d+(?:\.\d+)?)(mo|[smhdwy])$/.exec(length ?? '')
  if (!found) return null
  const unit = { s: 1 / 86_400, m: 1 / 1_440, h: 1 / 24, d: 1, w: 7, mo: 30, y: 365 }[found[2]!] ?? 1
  return Number(found[1]) * unit
}

/** Reasons, the commonest first, each with its share of the losses. */
export function reasonsOf(counts: Record<string, number>, titles: Record<string, string>): Reason[] {
  const total = Object.values(counts).reduce((sum, one) => sum + one, 0)
  return Object.entries(counts)
    .filter(([, count]) => count > 0)
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .map(([id, count]) => ({ id, title: titles[id] ?? id, count, share: count / total }))
}

/** How far a share is from what was meant: null within half a point, or where nothing was. */
export function distance(one: Onward): number | null {
  if (one.rate === null || one.wanted === null) return null
  const off = one.rate - one.wanted
  return Math.abs(off) < TOLERANCE ? 0 : off
}

/** The length of a bar as a share of the longest: √ of people, money and days as they are. */
export function lengthOf(value: number, longest: number, root: boolean): number {
  if (longest <= 0 || value <= 0) return 0
  return root ? Math.sqrt(value / longest) : value / longest
}
