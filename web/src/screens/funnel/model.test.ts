import { describe, expect, test } from 'vitest'
import { daysOf, distance, lengthOf, reasonsOf, rowsOf } from './model'
import type { Diagnosis, Link, OfFunnel, Overview, StageNumbers } from './shapes'

const stage = (id: string, reached: number, advanced: number, open: number, lost_net: number) => ({
  id, title: id, reached, advanced, open, lost_net, disqualified: 0, dormant: 0,
  leak: 100, leak_margin: 35, point_wins: 2, reasons: { price: 1, silence: 3 }, position: 'early',
  time: { n: 1, median_days: 2, p75_days: 3, p90_days: 4, advanced_median_days: 1 },
}) as unknown as StageNumbers
const step = (from: string, to: string, numerator: number, denominator: number) => ({
  from, to, numerator, denominator, rate: numerator / denominator, in_window: null,
})
// Only what the rows are made of.
const overview = {
  journeys: { valid: 100, won: 10 },
  stages: [stage('ads', 100, 100, 0, 0), stage('lead', 100, 40, 30, 25), stage('quote', 40, 10, 5, 25)],
  conversion: [step('ads', 'lead', 0, 1), step('lead', 'quote', 40, 100), step('lead', 'sale', 1, 100)],
  revenue: { average_deal: 1_000 },
  touchpoints: [],
} as unknown as Overview
const own: OfFunnel = {
  title: '', timezone: 'UTC', unit: 'person', currency: 'RUB', reasons: { price: 'Дорого', silence: 'Молчание' }, segments: [], fields: [], traits: [], field_titles: {}, trait_titles: {}, points: [],
  stages: [
    { id: 'ads', title: 'ads', counted: true, hidden: false, plan: 0.05 },
    { id: 'lead', title: 'lead', counted: false, hidden: false, plan: 0.5 },
    { id: 'quote', title: 'quote', counted: false, hidden: false, plan: null },
  ],
}
const link = {
  from: 'lead', to: 'quote', title: { ru: '', en: '' }, numerator: 30, denominator: 60, rate: 0.5, within: '14d', basis: 'reachable',
  reference: { kind: 'target', rate: 0.6 }, gap: 0.1, money: 500, people: { lost: 'stage/lead/lost', passed: 'kpi/x' },
} as unknown as Link
const diagnosis = { worst: link, links: [link], next: [], sentences: { ru: [], en: [] } } as unknown as Diagnosis

describe('rows', () => {
  const rows = rowsOf(overview, own, diagnosis, false)

  test('an audience has no people, and shares are of the first stage with people', () => {
    expect(rows[0]).toMatchObject({ counted: true, people: 0, onward: null })
    expect(rows.map((one) => one.reached)).toEqual([null, 1, 0.4])
  })
  test('the parts of a bar add up to everybody', () => {
    for (const one of rows) expect(one.passed + one.open + one.lost + one.rest).toBe(one.people)
    expect(rows[1]!.rest).toBe(5)
  })
  test('where a KPI measures the step its share, window and people count', () => {
    expect(rows[1]!.onward).toMatchObject({ rate: 0.5, days: 14, wanted: 0.6, against: 'target', figure: 'kpi/x' })
    expect(rows[1]).toMatchObject({ worst: true, reachable: 500, point: 2_000 })
  })
  test('a window of the asker is no window of the target', () => {
    const asked = rowsOf(overview, own, diagnosis, true)[1]!
    expect(asked.onward).toMatchObject({ rate: 0.4, days: null, against: 'plan', figure: 'conversion/lead/quote' })
  })
  test('a hidden stage has no row', () => {
    const less = { ...own, stages: own.stages.map((one) => ({ ...one, hidden: one.id === 'ads' })) }
    expect(rowsOf(overview, less, null, false).map((one) => one.id)).toEqual(['lead', 'quote'])
  })
})

test('reasons stand by size with their share and the title the map gave', () => {
  expect(reasonsOf({ price: 1, silence: 3, none: 0, odd: 1 }, own.reasons).map((one) => [one.title, one.share])).toEqual([
    ['Молчание', 0.6],
    ['odd', 0.2],
    ['Дорого', 0.2],
  ])
})

test('half a point beside the plan is on plan', () => {
  const one = rowsOf(overview, own, diagnosis, false)[1]!.onward!
  expect(distance(one)).toBeCloseTo(-0.1)
  expect(distance({ ...one, rate: 0.597 })).toBe(0)
  expect(distance({ ...one, wanted: null })).toBeNull()
})

test('lengths: by the root of people, or as they are', () => {
  expect(lengthOf(25, 100, true)).toBe(0.5)
  expect(lengthOf(25, 100, false)).toBe(0.25)
  expect(lengthOf(0, 0, true)).toBe(0)
})

test('lengths of time as the map writes them', () => {
  expect([daysOf('14d'), daysOf('12h'), daysOf('2w'), daysOf('unlimited'), daysOf(null)]).toEqual([14, 0.5, 14, null, null])
})
