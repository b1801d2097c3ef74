import { describe, expect, it } from 'vitest'
import { dayOf, disputed, survival } from './reckoned'
import type { Credit } from './shapes'

const MOVED = [{ days: 1, advanced: 0.2 }, { days: 3, advanced: 0.5 }, { days: 9, advanced: 0.6 }]

describe('what the screen of paths reckons', () => {
  it('finds the day by which a share has moved on, or that it never does', () => {
    expect(dayOf(MOVED, 0.5)).toBe(3)
    expect(dayOf(MOVED, 0.7)).toBeNull()
  })

  it('draws who is still there in few points, the last one kept', () => {
    expect(survival(MOVED)).toEqual([{ x: 0, y: 1 }, { x: 1, y: 0.8 }, { x: 3, y: 0.5 }, { x: 9, y: 0.4 }])
    const many = Array.from({ length: 5_000 }, (_, at) => ({ days: at, advanced: at / 5_000 }))
    expect(survival(many).length).toBeLessThanOrEqual(162)
    expect(survival(many).at(-1)?.x).toBe(4_999)
  })

  it('names what models agree least about', () => {
    const credit = (model: Credit['model'], label: string, share: number): Credit => ({ model, label, share, conversions: 0, other: false, untouched: false })
    const found = disputed([credit('first', 'ads', 0.8), credit('last', 'ads', 0.1), credit('first', 'mail', 0.2), credit('last', 'mail', 0.3)])
    expect(found).toEqual({ label: 'ads', low: { model: 'last', share: 0.1 }, high: { model: 'first', share: 0.8 } })
    expect(disputed([])).toBeNull()
  })
})
