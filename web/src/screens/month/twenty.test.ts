import { describe, expect, it } from 'vitest'
import { monthOf, named, period, shifted } from './months'
import type { Diagnosis, MonthMap } from './shapes'
import { twenty } from './twenty'

const none = { numerator: 0, denominator: 0, rate: null, low: null, high: null }
const stage = (id: string, present: number, lost: number, position: 'early' | 'middle' | 'near_finish' | null) => ({
  id, title: id.toUpperCase(), entries: present + lost, present, lost, position, returned: none, recovered: none, time: { median_days: null, n: 0 },
})
// Only what the answers are made of.
const EMPTY = {
  journeys: { valid: 0, active: 0, open: 0, won: 0, won_net: 0, lost: 0, leads: 0 },
  stages: [stage('lead', 0, 0, 'early')],
  cycle: { median_days: null, n: 0 },
  revenue: { gross: 0, net: 0, average_deal: null },
  touches: { median: null, under: 0, within: 0, over: 0, n: 0 },
  losses: { reasons: {} },
} as unknown as MonthMap

describe('the twenty questions of a month', () => {
  it('are twenty, and of an empty month none is answered by a number', () => {
    const found = twenty(EMPTY, null, 'ru')
    expect(found.map((one) => one.number)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1))
    expect(found.every((one) => one.state === 'missing' && one.figure === null)).toBe(true)
  })

  it('say where most people are, why they leave and where it breaks', () => {
    const map = { ...EMPTY, stages: [stage('lead', 5, 8, 'early'), stage('quote', 9, 2, 'near_finish')], losses: { reasons: { price: 6, '': 4 } } } as unknown as MonthMap
    const found = twenty(map, null, 'en', { price: 'Too dear' })
    expect(found[0]).toMatchObject({ state: 'told', figure: { as: 'count', value: 14 }, told: { values: { stage: { value: 'QUOTE' } } } })
    expect(found[4]).toMatchObject({ state: 'act', figure: { value: 0.6 }, told: { key: 'why', values: { first: { value: 'Too dear' }, unknown: { value: 0.4 } } } })
    expect(found[5]).toMatchObject({ figure: { value: 0.8 }, told: { key: 'where_early' } })
    expect(found[6]).toMatchObject({ figure: { value: 2 }, to: { rest: ['stage', 'quote', 'lost'] } })
  })

  it('compare the two levers by money, and the larger one is the answer', () => {
    const map = { ...EMPTY, revenue: { gross: 100, net: 100, average_deal: 10 } } as unknown as MonthMap
    const worst = { from: 'a', to: 'b', title: { ru: 'А → Б', en: 'A → B' }, rate: 0.5, reference: { kind: 'target', rate: 0.6 }, gap: 0.1, proven: true, money: 25, lost: 3, reasons: [], point: null, people: { lost: 'stage/a/lost', passed: null } }
    const found = twenty(map, { worst } as unknown as Diagnosis, 'en')
    expect(found[8]).toMatchObject({ figure: { as: 'money', value: 25 }, told: { key: 'levers_funnel', values: { leads: { value: 10 } } } })
    expect(found[3]).toMatchObject({ state: 'act', to: { screen: 'people', rest: ['stage', 'a', 'lost'] } })
    expect(twenty(map, { worst: { ...worst, money: 5 } } as unknown as Diagnosis, 'en')[8]?.told.key).toBe('levers_leads')
  })
})

describe('months', () => {
  it('follow one another over the years', () => {
    const january = monthOf('2026-01')!
    expect(shifted(january, -1).key).toBe('2025-12')
    expect(period(monthOf('2025-12')!)).toEqual({ from: '2025-12-01', to: '2026-01-01' })
    expect(named(january, 'en')).toBe('January 2026')
  })

  it('are no other texts', () => {
    for (const text of [null, '', '2026', '2026-13', '2026-1', '2026-01-01', '<b>']) expect(monthOf(text)).toBeNull()
  })
})
