import { describe, expect, it } from 'vitest'
import { broken, every, fitted, straight, ticks } from './scales'

describe('scales of charts', () => {
  it('has round ticks from nought past the largest', () => {
    expect(ticks(17)).toEqual([0, 5, 10, 15, 20])
    expect(ticks(1)).toEqual([0, 0.25, 0.5, 0.75, 1])
    expect(ticks(0)).toEqual([0, 1])
    expect(ticks(0.3)).toEqual([0, 0.1, 0.2, 0.3])
    expect(ticks(Number.NaN)).toEqual([0, 1])
  })

  it('puts a value where it belongs, and one of no domain in the middle', () => {
    expect(straight([0, 10], [100, 0])(2.5)).toBe(75)
    expect(straight([4, 4], [0, 10])(4)).toBe(5)
  })

  it('draws no more labels than fit', () => {
    expect(every(10, 1_000, 50)).toBe(1)
    expect(every(100, 500, 25)).toBe(5)
  })

  it('cuts and breaks texts', () => {
    expect(fitted('Первая оплата', 40)).toBe('Перва'.slice(0, 4) + '…')
    expect(broken('Measurement booked by phone', 90, 2)).toHaveLength(2)
  })
})
