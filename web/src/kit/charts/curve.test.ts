import { describe, expect, it } from 'vitest'
import { slopes, smooth, type Point } from './curve'

describe('a line through points', () => {
  it('never goes beyond what was said', () => {
    const points: Point[] = [[0, 0], [100, 24], [200, 24], [300, -48], [400, 0]]
    const slope = slopes(points)
    expect(slope[1]).toBe(0)
    expect(slope[2]).toBe(0)
    expect(slope[3]).toBe(0)
    // A point of the highest and the lowest is flat there, so the line turns on it.
    expect(smooth(points)).not.toMatch(/NaN/)
    expect(smooth([])).toBe('')
    expect(smooth([[5, 5]])).toBe('M 5 5')
  })
})
