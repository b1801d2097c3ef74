import { describe, expect, it } from 'vitest'
import { figuresOf, peopleOf, remarksOf, tablesOf } from './details'
import type { MonthMap, Said } from './shapes'

const said = (one: Said) => (typeof one === 'string' ? one : one.en)
const map = (sections: Record<string, unknown>) => sections as unknown as MonthMap

describe('what lies behind an answer', () => {
  it('are rows with a title, without those that say nothing', () => {
    const lines = [{ title: 'Lead', plan: 5, fact: null, owner_title: null }, { title: 'Sale', plan: null, fact: null, owner_title: null }]
    expect(tablesOf(2, map({ plan: { lines } }), said)).toEqual([
      { columns: ['plan', 'fact', 'owner_title'], rows: [{ title: 'Lead', cells: [{ as: 'count', value: 5 }, null, null] }] },
    ])
    expect(tablesOf(2, map({}), said)).toEqual([])
    expect(tablesOf(5, map({}), said)).toEqual([])
  })

  it('are shares made of somebody, and sentences in one language', () => {
    const rate = { numerator: 1, denominator: 4, rate: 0.25, low: 0, high: 1 }
    const surveys = { csat: rate, ces: { ...rate, denominator: 0, rate: null }, nps: 5 }
    expect(figuresOf(17, map({ surveys }), () => ['csat', 'ces', 'nps', 'gone'])).toEqual([
      { section: 'surveys', name: 'csat', value: { as: 'percent', value: 0.25 }, of: { n: 1, all: 4 } },
    ])
    expect(remarksOf(20, map({ effect: { remarks: [{ words: { ru: 'а', en: 'b' } }] } }), 'en')).toEqual(['b'])
  })

  it('have lists of people behind them where their sections have', () => {
    const figures = ['rfm/new', 'response/late', 'map/won', 'repeat/again'].map((figure) => ({ figure }))
    expect(peopleOf(18, figures).map((one) => one.figure)).toEqual(['rfm/new', 'repeat/again'])
    expect(peopleOf(1, figures)).toEqual([])
  })
})
