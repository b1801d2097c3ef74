import { beforeAll, describe, expect, test } from 'vitest'
import { isBetter, toldChange, type FigureChange } from './compared'
import { words } from './words.svelte'

beforeAll(() => {
  words.sentences = {
    'bar.points': '{points} pp', 'bar.times': '{n} times', 'bar.range': '(from {low} to {high})', 'bar.from_nothing': 'from nothing',
    'bar.said': 'Was {was}, is {now}: {by}. {verdict}', 'bar.said_missing': 'Was {was}. {why}',
    'bar.verdict.real': 'Real.', 'bar.verdict.unchecked': 'Unchecked.', 'bar.verdict.not_proven': 'Not proven.', 'bar.why.length': 'Other length.',
  }
  words.language = 'en'
})

const COUNT: FigureChange = { kind: 'count', now: 134, was: 120, difference: 14, change: 0.1167, low: 0.03, high: 0.21, verdict: 'real', missing: null }
const told = (more: Partial<FigureChange>) => toldChange({ ...COUNT, ...more }, 'RUB', 'en')

describe('a change', () => {
  test('of a count is a share of what it was, with its range', () => {
    expect(told({})).toEqual({ was: '120', by: '+12%', way: 'up', verdict: 'real', said: 'Was 120, is 134: +12% (from +3% to +21%). Real.' })
    expect(told({ change: -0.045, difference: -5 })).toMatchObject({ by: '−4.5%', way: 'down' })
  })

  test('of a share is in points', () => {
    const share = { kind: 'share', now: 0.15, was: 0.1, difference: 0.05, change: null, low: 0.0126, high: 0.0876 } as const
    expect(told(share)).toMatchObject({ was: '10%', by: '+5.0 pp', way: 'up', said: 'Was 10%, is 15%: +5.0 pp (from +1.3 pp to +8.8 pp). Real.' })
  })

  test('of money and days has no range to tell', () => {
    expect(told({ kind: 'money', now: 200, was: 100, change: 1, difference: 100, low: null, high: null, verdict: 'unchecked' })).toMatchObject({ was: '₽100', by: '+100%', verdict: 'unchecked' })
    expect(told({ kind: 'days', now: 172_800e6, was: 172_800e6, change: 0, difference: 0, low: null, high: null, verdict: 'unchecked' })).toMatchObject({ was: '2\u00a0d', way: 'same', by: '0%' })
  })

  test('that is huge is told in times, and from nothing in no share at all', () => {
    expect(told({ change: 39, was: 1, now: 40 })).toMatchObject({ by: '40 times', way: 'up' })
    expect(told({ change: null, was: 0, now: 40, difference: 40 })).toMatchObject({ was: '0', by: '', way: 'up', said: 'Was 0, is 40: from nothing. Real.' })
  })

  test('is not told where the sides cannot be set beside each other', () => {
    const apart = { difference: null, change: null, low: null, high: null, verdict: null } as const
    expect(told({ ...apart, missing: 'length' })).toEqual({ was: '120', by: '', way: 'same', verdict: 'missing', said: 'Was 120. Other length.' })
    expect(told({ ...apart, was: null, missing: 'empty' })).toBeNull()
    expect(toldChange(undefined, 'RUB', 'en')).toBeNull()
  })

  test('is for the better by what it is of', () => {
    expect([isBetter('up', 'good'), isBetter('up', 'bad'), isBetter('down', 'bad'), isBetter('up', 'neither'), isBetter('same', 'good')]).toEqual([true, false, true, null, null])
  })
})
