import { describe, expect, test } from 'vitest'
import type { Entry, Journey, JourneyWords } from './shapes'
import { chosen, daysOf, linesOf, lookedAt } from './timeline'

const entry = (at: string, kind: string, touchpoint: string | null = null, two_way = false): Entry => ({ at, kind, stage: 's', from: null, event: null, touchpoint, reason: null, until: null, two_way, by_hand: false, by: null })
const journey = (story: Entry[], map = 'm'): Journey => ({
  map, edition: 1, deal: null, lap: 1, status: 'active', stage: 's', since: null, won_at: null, lost_at: null, next: null, story,
})
const said = (story: Entry[]): JourneyWords => ({
  map: 'M', timezone: 'Europe/Moscow', stage: 'S', status: '', deal: null, owner: null, standing: '', rule: '', next: '', next_what: null, next_why: null,
  story: story.map((one) => ({ what: one.kind, why: '', side: null, channel: null })),
})
const story = [
  entry('2026-10-01T10:00:00+03:00', 'touch', 'ad'),
  entry('2026-10-01T10:00:00+03:00', 'start'),
  entry('2026-10-01T23:59:00+03:00', 'touch', 'call', true),
  entry('2026-10-02T00:01:00+03:00', 'refusal'),
  entry('2026-10-14T00:01:00+03:00', 'return'),
]
const lines = linesOf(journey(story), said(story))

describe('a story', () => {
  test('is told from its end, moves of one moment after the touch that made them', () => {
    expect(lines.map((one) => one.what)).toEqual(['return', 'refusal', 'touch', 'start', 'touch'])
    expect(lines[0]).toMatchObject({ move: true, tone: 'back' })
    expect(lines[1]).toMatchObject({ tone: 'loss' })
  })
  test('falls into days of the map, with silence folded between them', () => {
    const found = daysOf(lines, true)
    expect(found.map((one) => (one.kind === 'gap' ? one.days : one.lines.length))).toEqual([1, 12, 1, 3])
  })
  test('says how long it has been silent by now', () => {
    expect(daysOf(lines, true, '2026-10-20T00:00:00+03:00')[0]).toMatchObject({ kind: 'gap', days: 5 })
    expect(daysOf(lines, true, '2026-10-15T00:00:00+03:00')[0]).toMatchObject({ kind: 'day' })
  })
  test('with lines left out tells of no silence: there was none', () => {
    expect(daysOf(chosen(lines, 'moves'), false).some((one) => one.kind === 'gap')).toBe(false)
  })
  test('is filtered by kind', () => {
    expect(chosen(lines, 'moves').map((one) => one.what)).toEqual(['return', 'refusal', 'start'])
    expect(chosen(lines, 'touches')).toHaveLength(2)
    expect(chosen(lines, 'talks')).toHaveLength(1)
    expect(chosen(lines, 'every')).toBe(lines)
  })
})

test('the journey looked at: the one asked for, else the latest on this map', () => {
  const all = [journey([], 'a'), journey([], 'b'), journey([], 'a'), journey([], 'c')]
  expect(lookedAt(all, 'a', null)).toBe(2)
  expect(lookedAt(all, 'a', '1')).toBe(1)
  expect(lookedAt(all, 'a', '9')).toBe(2)
  expect(lookedAt(all, 'x', 'no')).toBe(3)
  expect(lookedAt([], 'x', null)).toBe(-1)
})
