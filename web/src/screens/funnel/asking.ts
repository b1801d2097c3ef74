/** Funnel questions made of the map's stages, or of a touchpoint's own steps. */

import type { Question } from '../../api/asking'
import { valueOrErased } from '../../kit/erased'
import type { FunnelAnswer, FunnelStep, OfFunnel, PointOfFunnel } from './shapes'

export type Split = { rule: 'segment' } | { field: string } | { field: string; rule: 'trait' }

/** What the address says to split by: `segment`, `field:device`, `trait:object`. */
export function splitOf(text: string | null): Split | null {
  if (!text) return null
  if (text === 'segment') return { rule: 'segment' }
  const [kind, field] = [text.slice(0, text.indexOf(':')), text.slice(text.indexOf(':') + 1)]
  if (!field || !/^[^\W\d][\w.]*$/u.test(field)) return null
  if (kind === 'field') return { field }
  return kind === 'trait' ? { field, rule: 'trait' } : null
}

type Moments = Record<string, string>

const STEPS = 32
const SHOWN = 8

/** The funnel of the stages people stand on, split. */
export function questionOf(own: OfFunnel, map: string, split: Split, moments: Moments): Question<'funnel'> {
  const stages = own.stages.filter((one) => !one.counted && !one.hidden).slice(0, STEPS)
  const steps = stages.map((one) => ({ stage: one.id, name: one.title.slice(0, 120) }))
  return { question: 'funnel', map, per: own.unit, steps, by: { ...split, top: SHOWN }, times: false, ...timely(moments) }
}

/** The small funnel of a touchpoint. */
export function smallQuestion(point: PointOfFunnel, own: OfFunnel, map: string, moments: Moments): Question<'funnel'> {
  const steps = point.steps.map((one) => ({ ...one.asks, name: one.title.slice(0, 120) }))
  const question: Question<'funnel'> = { question: 'funnel', map, per: own.unit, steps, times: false, ...timely(moments) }
  if (point.within) question['within'] = point.within
  return question
}

/** Questions are of the people's own trails, whatever the edition of the map. */
function timely(moments: Moments): Moments {
  const { edition: _, ...rest } = moments
  return rest
}

export interface SplitRow {
  id: string
  /** As the answer names it; null where nothing is stated. */
  value: string | null
  title: string | null
  other: boolean
  all: boolean
  steps: FunnelStep[]
}

/** Everybody, then value by value; a segment by its title, those without a value and the rest last. */
export function splitRows(answer: FunnelAnswer, own: OfFunnel): SplitRow[] {
  const titles = new Map(own.segments.map((one) => [one.id, one.title]))
  const groups = (answer.groups ?? []).map((one, at) => ({
    id: `group${at}`,
    value: one.value,
    title: one.value === null ? null : titles.get(one.value) ?? valueOrErased(one.value),
    other: one.other,
    all: false,
    steps: one.steps,
  }))
  const rank = (one: SplitRow) => Number(one.other) * 2 + Number(one.value === null)
  groups.sort((a, b) => rank(a) - rank(b))
  return [{ id: 'all', value: null, title: null, other: false, all: true, steps: answer.steps }, ...groups]
}
