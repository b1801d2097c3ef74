import { describe, expect, it } from 'vitest'
import type { AnyAnswer } from '../../api/asking'
import type { DistributionAnswer, FunnelAnswer, FunnelStep } from '../../api/types'
import { figuresOf, type Pen } from './tables'
import { viewsOf } from './views'

const pen: Pen = { count: String, percent: (share) => `${Math.round(share * 100)}%`, days: (days) => `${days}d`, word: (_, value) => value, yes: 'yes', other: 'rest', none: 'none' }
const rate = (numerator: number, denominator: number) => ({ numerator, denominator, rate: denominator ? numerator / denominator : null, low: 0, high: 1 })
const took = { n: 2, p25_days: 1, median_days: 2, p75_days: 3, p90_days: 3, mean_days: 2, median_low_days: null, median_high_days: null }
const step = (name: string, count: number): FunnelStep => ({ name, count, optional: false, from_previous: rate(count, 10), rate: rate(count, 10), took })
const FUNNEL: FunnelAnswer = {
  question: 'funnel',
  steps: [step('lead', 10), step('paid', 4)],
  groups: [{ value: 'ads', other: false, steps: [step('lead', 6), step('paid', 1)] }, { value: null, other: false, steps: [step('lead', 4), step('paid', 3)] }],
}
const WAITS: DistributionAnswer = {
  question: 'distribution', unit: 'days', n: 4, missing: 0, mean: 1, min: 0, p10: 0, p25: 0, median: 1, p75: 1, p90: 2, p99: 2, max: 2,
  histogram: [{ from: 0, to: 1.5, count: 3, share: 0.75 }, { from: 1.5, to: null, count: 1, share: 0.25 }],
}

describe('an answer drawn', () => {
  it('has bars for the steps of a funnel, each with what went missing and its people', () => {
    const [all, ads, none] = viewsOf(FUNNEL, pen, (name) => name)
    expect(all).toMatchObject({ type: 'bars', bars: [{ cell: '1' }, { cell: '2', before: 10, note: '40% · 2d' }] })
    expect(ads).toMatchObject({ group: 'ads', bars: [{ cell: '1@ads' }, { cell: '2@ads' }] })
    expect(none).toMatchObject({ group: 'none', bars: [{ cell: null }, { cell: null }] })
  })

  it('has both sides of a comparison, the people of each its own', () => {
    const sides = [{ side: 'A', units: null }, { side: 'B', units: null }]
    const { groups: _, ...side } = FUNNEL
    const found = viewsOf({ question: 'compare', sides, differences: [], times: [], remarks: [], first: side, second: side }, pen, String)
    expect(found).toMatchObject([{ group: 'A', bars: [{ cell: 'first/1' }, { cell: 'first/2' }] }, { group: 'B', bars: [{ cell: 'second/1' }, {}] }])
  })

  it('draws a share of both sides of a comparison, and of no other answers than funnels their bars', () => {
    const sides = [{ side: 'A', units: 5 }, { side: 'B', units: 5 }]
    const share = { what: ['steps', 'paid', 'rate'], first: rate(1, 5), second: rate(4, 5), difference: { points: -0.6, low: -0.8, high: -0.1 }, p: 0.1, p_corrected: 0.1, verdict: 'too_few' as const }
    const found = viewsOf({ question: 'compare', sides, differences: [share], times: [], remarks: [], first: WAITS, second: WAITS }, pen, String)
    expect(found).toMatchObject([{ name: 'differences', rows: [{ title: 'paid · rate' }], dots: [{ series: 'first', value: 0.2, low: 0 }, { series: 'second', value: 0.8, said: 'B: paid · rate — 80%, too_few' }] }])
  })

  it('draws nothing of an empty answer and of a kind it does not know', () => {
    expect(viewsOf({ question: 'funnel', steps: [] }, pen, String)).toEqual([])
    expect(viewsOf({ question: 'tarot', anything: 1 } as unknown as AnyAnswer, pen, String)).toEqual([])
  })

  it('draws a trend beside what was before, its sums apart', () => {
    const row = { period: '2026-03-02', partial: false, events: 4, units: 3, per_unit: 1, first_time: 1, cumulative_events: 4, cumulative_units: 3, previous_units: 2, sum: 70, previous_sum: 50 }
    const { period: _, partial: __, cumulative_events: ___, cumulative_units: ____, ...total } = row
    const found = viewsOf({ question: 'trend', total, periods: [row, { ...row, period: '2026-03-03', units: 1 }] }, pen, String)
    expect(found).toMatchObject([
      { name: 'periods', lines: [{ id: 'units', points: [{ y: 3 }, { y: 1 }] }, { id: 'previous_units', points: [{ y: 2 }, { y: 2 }] }] },
      { name: 'sum', lines: [{ id: 'sum', points: [{ y: 70 }, {}] }, { id: 'previous_sum', points: [{ y: 50 }, {}] }] },
    ])
  })

  it('gives a credit its interval only where there is one', () => {
    const credit = { model: 'markov' as const, label: 'ads', other: false, untouched: false, conversions: 3, share: 0.5, removal_effect: 0.1 }
    const credits = [{ ...credit, low: 1, high: 4 }, { ...credit, label: 'mail', low: null, high: null }]
    const [found] = viewsOf({ question: 'attribution', conversions: 6, lost: 1, credits, remarks: [] }, pen, String)
    expect(found).toMatchObject({ dots: [{ row: 'ads', low: 1, high: 4 }, { row: 'mail' }] })
    expect(found?.type === 'dots' && found.dots[1]).not.toHaveProperty('low')
  })

  it('names the people of bins, cohorts and values as the server does', () => {
    expect(viewsOf(WAITS, pen, String)[0]).toMatchObject({ columns: [{ cell: '0..1.5' }, { cell: '1.5..', title: '≥ 1.5d' }] })
    const cells = [{ offset: '1', count: 2, returned: rate(2, 5), young: false }, { offset: '2', count: null, returned: null, young: true }]
    const [cohort] = viewsOf({ question: 'retention', cohorts: [{ period: '2026-03-02', units: 5, partial: false, cells }], mean: [] }, pen, String)
    expect(cohort).toMatchObject({ cells: [{ cell: 'cohort/2026-03-02/1', big: '40%' }] })
  })
})

describe('an answer as tables', () => {
  it('has a table of every list, of each group its own, and single figures before them', () => {
    const found = figuresOf({ ...FUNNEL, void: 2 }, pen)
    expect(found.single).toEqual([{ name: 'void', text: '2' }])
    expect(found.tables.map((one) => [one.name, one.group])).toEqual([['steps', null], ['steps', 'ads'], ['steps', 'none']])
    expect(found.tables[0]?.rows.map((one) => one.cell)).toEqual(['1', '2'])
  })

  it('calls the rest by its word and gives it no people', () => {
    const row = (value: string | null, units: number, other: boolean) => ({ value, units, events: units, share: 0.5, other })
    const found = figuresOf({ question: 'table', total: { units: 12, events: 12, share: 1 }, values: [row('a', 3, false), row(null, 9, true)] }, pen)
    const values = found.tables.find((one) => one.name === 'values')
    expect(values?.rows.map((one) => [one.texts[0], one.cell])).toEqual([['a', 'value/a'], ['rest', null]])
  })
})
