import { describe, expect, it } from 'vitest'
import { figuresOf, type Pen } from './tables'
import { viewsOf } from './views'

const pen: Pen = { count: String, percent: (share) => `${Math.round(share * 100)}%`, days: (days) => `${days}d`, word: (_, value) => value, yes: 'yes', other: 'rest', none: 'none' }
const rate = (numerator: number, denominator: number) => ({ numerator, denominator, rate: denominator ? numerator / denominator : null, low: 0, high: 1 })
const step = (name: string, count: number) => ({ name, count, optional: false, from_previous: rate(count, 10), rate: rate(count, 10), took: { median_days: 2 } })
const FUNNEL = {
  steps: [step('lead', 10), step('paid', 4)],
  groups: [{ value: 'ads', other: false, steps: [step('lead', 6), step('paid', 1)] }, { value: null, other: false, steps: [step('lead', 4), step('paid', 3)] }],
}

describe('an answer drawn', () => {
  it('has bars for the steps of a funnel, each with what went missing and its people', () => {
    const [all, ads, none] = viewsOf(FUNNEL, 'funnel', pen, (name) => name)
    expect(all).toMatchObject({ type: 'bars', bars: [{ cell: '1' }, { cell: '2', before: 10, note: '40% · 2d' }] })
    expect(ads).toMatchObject({ group: 'ads', bars: [{ cell: '1@ads' }, { cell: '2@ads' }] })
    expect(none).toMatchObject({ group: 'none', bars: [{ cell: null }, { cell: null }] })
  })

  it('has both sides of a comparison, the people of each its own', () => {
    const sides = [{ side: 'A', units: null }, { side: 'B', units: null }]
    const found = viewsOf({ sides, differences: [], first: { steps: FUNNEL.steps }, second: { steps: FUNNEL.steps } }, 'compare', pen, String)
    expect(found).toMatchObject([{ group: 'A', bars: [{ cell: 'first/1' }, { cell: 'first/2' }] }, { group: 'B', bars: [{ cell: 'second/1' }, {}] }])
  })

  it('draws nothing of an empty answer and of a kind it does not know', () => {
    expect(viewsOf({ steps: [] }, 'funnel', pen, String)).toEqual([])
    expect(viewsOf({ anything: 1 }, 'tarot', pen, String)).toEqual([])
  })

  it('names the people of bins, cohorts and values as the server does', () => {
    const bins = viewsOf({ unit: 'days', histogram: [{ from: 0, to: 1.5, count: 3 }, { from: 1.5, to: null, count: 1 }] }, 'distribution', pen, String)[0]
    expect(bins).toMatchObject({ columns: [{ cell: '0..1.5' }, { cell: '1.5..', title: '≥ 1.5d' }] })
    const cohort = viewsOf({ cohorts: [{ period: '2026-03-02', units: 5, cells: [{ offset: 1, count: 2, returned: rate(2, 5), young: false }] }] }, 'retention', pen, String)[0]
    expect(cohort).toMatchObject({ cells: [{ cell: 'cohort/2026-03-02/1', big: '40%' }] })
  })
})

describe('an answer as tables', () => {
  it('has a table of every list, of each group its own, and single figures before them', () => {
    const found = figuresOf({ question: 'funnel', ...FUNNEL, void: 2 }, 'funnel', pen)
    expect(found.single).toEqual([{ name: 'void', text: '2' }])
    expect(found.tables.map((one) => [one.name, one.group])).toEqual([['steps', null], ['steps', 'ads'], ['steps', 'none']])
    expect(found.tables[0]?.rows.map((one) => one.cell)).toEqual(['1', '2'])
  })

  it('calls the rest by its word and gives it no people', () => {
    const found = figuresOf({ values: [{ value: 'a', units: 3, other: false }, { value: null, units: 9, other: true }] }, 'table', pen)
    expect(found.tables[0]?.rows.map((one) => [one.texts[0], one.cell])).toEqual([['a', 'value/a'], ['rest', null]])
  })
})
