import { describe, expect, it } from 'vitest'
import { written } from './pins'

describe('the number of a pin', () => {
  it('is written as what it is, and a dash where there is none', () => {
    expect(written({ value: 0.256, as: 'share' }, 'en')).toBe('25.6%')
    expect(written({ value: 12345, as: 'count' }, 'en')).toBe('12,345')
    expect(written({ value: 1.25, as: 'number' }, 'en')).toBe('1.3')
    expect(written({ value: 3, as: 'number' }, 'en')).toBe('3')
    expect(written({ value: 10, as: 'days' }, 'en')).toBe('10\u00a0d')
    expect(written({ value: null, as: 'share' }, 'ru')).toBe('—')
    expect(written(null, 'ru')).toBe('—')
  })
})
