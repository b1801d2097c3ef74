import { describe, expect, it } from 'vitest'
import type { MapDocument } from '../../map/shapes'
import { progressOf } from './progress'

const EMPTY: MapDocument = { map: 'm', title: 'Карта' }

describe('how far a map is', () => {
  it('says of an empty map that nothing is begun, and what comes first', () => {
    const found = progressOf(EMPTY)
    expect(Object.values(found).map((one) => one.state)).toEqual(['empty', 'empty', 'empty', 'empty', 'empty'])
    expect(found.goals.gaps.map((one) => one.key)).toEqual(['goal', 'product', 'problem'])
  })

  it('ticks the goals when one has a figure, and product, price and problem are named', () => {
    const map = { ...EMPTY, products: { window: { price: 18_000 } }, goals: { more: { title: 'Больше', target: 75 } }, problems: { slow: { title: 'Медленно' } } }
    expect(progressOf(map).goals).toEqual({ state: 'done', gaps: [] })
    expect(progressOf({ ...map, products: { window: {} }, goals: { more: { title: 'Больше' } } }).goals.gaps).toEqual([{ key: 'goal_target', n: 1 }, { key: 'product_price', n: 1 }])
  })

  it('counts portraits that say too little', () => {
    const full = { segment: 'a', persona: { sex: {}, age: {}, lives: {} } }
    const map = { ...EMPTY, segments: [full, { segment: 'b' }] } as unknown as MapDocument
    expect(progressOf(map).personas).toEqual({ state: 'begun', gaps: [{ key: 'portrait', n: 1 }] })
  })

  it('asks for a sale of touchpoints on the way alone once there are stages', () => {
    const points = [{ touchpoint: 'form', stage: 'lead' }, { touchpoint: 'refund' }, { touchpoint: 'pay', stage: 'paid', sale: { when: 'did pay' } }]
    const map = { ...EMPTY, sale: 'did pay', kpis: { a: {} }, stages: [{ stage: 'lead' }, { stage: 'paid', core: 'repeat_sales' }], touchpoints: points } as unknown as MapDocument
    expect(progressOf(map).funnels.gaps).toEqual([{ key: 'sale', n: 1 }])
    expect(progressOf(map).structure.state).toBe('done')
    expect(progressOf({ ...map, stages: [] }).funnels.gaps).toEqual([{ key: 'sale', n: 2 }])
  })

  it('sees stages nobody touches and a map that ends at the first sale', () => {
    const map = { ...EMPTY, stages: [{ stage: 'a' }, { stage: 'b' }], touchpoints: [{ touchpoint: 'x', stage: 'a' }] } as unknown as MapDocument
    expect(progressOf(map).structure.gaps).toEqual([{ key: 'bare_stage', n: 1 }, { key: 'kpi', n: 1 }, { key: 'no_repeat', n: 1 }])
  })
})
