/** Questions to begin with, made of what this workspace has. */

import type { Names as NamesAnswer } from '../../api/types'
import type { PlainRecord } from './plain'

export interface Example {
  /** The key of its words. */
  key: string
  question: PlainRecord
}

/** A handful of useful ones; those whose steps are not there are left out. */
export function examplesFor(names: NamesAnswer, map: string): Example[] {
  const stages = names.stages.map((one) => one.id)
  const reached = stages.slice(1, 6)
  const first = stages[1] ?? stages[0]
  const second = stages[2] ?? stages[1]
  const sale: PlainRecord | null = names.sale ? { touchpoint: names.sale } : stages.length ? { stage: stages.at(-1)! } : null
  const found: (Example | null)[] = [
    reached.length >= 2
      ? { key: 'funnel', question: { question: 'funnel', map, steps: reached.map((stage) => ({ stage })), within: '30d' } }
      : null,
    sale ? { key: 'attribution', question: { question: 'attribution', map, conversion: sale, of: 'channels', model: ['first', 'last', 'linear', 'markov'], within: '90d' } } : null,
    first && sale ? { key: 'distribution', question: { question: 'distribution', map, of: { stage: second ?? first }, then: sale } } : null,
    first ? { key: 'trend', question: { question: 'trend', map, of: { stage: first }, period: 'week', compare: 'previous', last: '60d' } } : null,
    { key: 'retention', question: { question: 'retention', map, begins: '*', start: 'first_ever', period: 'week', periods: '6' } },
    names.segments.length > 1 ? { key: 'segments', question: { question: 'segments', map } } : { key: 'paths', question: { question: 'paths', map, of: 'touchpoints', steps: '5', collapse: 'true' } },
  ]
  return found.filter((one): one is Example => one !== null)
}

/** What a kind begins with when somebody chooses it: its steps, so that one sees how they are said. */
export function beginning(kind: string, names: NamesAnswer, map: string): PlainRecord {
  const stages = names.stages.map((one) => one.id)
  const first = stages[1] ?? stages[0] ?? ''
  const item: PlainRecord | string = first ? { stage: first } : '*'
  const sale: PlainRecord = names.sale ? { touchpoint: names.sale } : { stage: stages.at(-1) ?? '' }
  const own: Record<string, PlainRecord> = {
    funnel: { steps: stages.slice(1, 4).map((stage) => ({ stage })), within: '30d' },
    paths: { of: 'stages', steps: '5' },
    transitions: { of: 'stages' },
    retention: { begins: item, returns: '*', period: 'week' },
    stickiness: { of: '*', period: 'week' },
    lifecycle: { of: '*', period: 'week' },
    trend: { of: item, period: 'week' },
    distribution: { of: item, then: sale },
    table: { of: item, by: names.properties[0] ?? 'source' },
    attribution: { conversion: sale, of: 'channels', model: ['first', 'last', 'linear'] },
    segments: {},
    score: { points: [{ ...(first ? { stage: first } : { event: '*' }), points: '10' }] },
    compare: {
      ask: { question: 'funnel', steps: stages.slice(1, 4).map((stage) => ({ stage })) },
      between: [{ name: 'A', last: '30d' }, { name: 'B', last: '90d' }],
    },
  }
  return { question: kind, map, ...(own[kind] ?? {}) }
}
