import { describe, expect, it } from 'vitest'
import { byDays, details } from './journal'
import type { Deed } from './shapes'

const deed = (id: number, at: string, told: Record<string, string> = {}): Deed => ({ id, at, who: null, how: 'open', what: 'x', about: '', about_name: '', address: '', details: told })
const word = (_: string, value: string) => ({ seller: 'Продавец', viewer: 'Зритель' })[value] ?? value

describe('the journal', () => {
  it('tells a change by an arrow and the rest by its value', () => {
    expect(details(deed(1, '', { from: 'viewer', to: 'seller' }), word)).toBe('Зритель → Продавец')
    expect(details(deed(1, '', { title: 'Сайт', edition: '3' }), word)).toBe('Сайт, edition: 3')
    expect(details(deed(1, ''), word)).toBe('')
  })

  it('is parted by days in the order given', () => {
    const days = byDays([deed(3, '2026-11-22T10'), deed(2, '2026-11-22T09'), deed(1, '2026-11-21T09')], (at) => at.slice(0, 10))
    expect(days.map((one) => [one.day, one.deeds.map((found) => found.id)])).toEqual([['2026-11-22', [3, 2]], ['2026-11-21', [1]]])
  })
})
