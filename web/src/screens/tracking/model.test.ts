import { describe, expect, it } from 'vitest'
import { dayOf, fieldsOf, lastOf, since, sourceName, sourcesOf, split, summary } from './model'
import type { EventLine, Point } from './shapes'

const from = (id: string, last: string) => ({ id, title: null, last })
const event = (name: string, last: string | null, day: number, sources: EventLine['sources'] = []): EventLine => ({ name, mark: last ? 'comes' : 'never', last, day, total: day, sources })
const point = (mark: Point['mark'], events: EventLine[]): Point => ({ id: 'a', title: 'A', stage: null, stage_title: null, channel: null, from: 'buyer', mark, events, steps: [], where: '', fields: [] })

describe('the plan', () => {
  it('is heard by the latest of its events', () => {
    const one = point('comes', [event('a', '2026-11-22T12:00:00+03:00', 2), event('b', '2026-11-22T10:00:00Z', 3), event('c', null, 0)])
    expect([lastOf(one), dayOf(one)]).toEqual(['2026-11-22T10:00:00Z', 5])
    expect(lastOf(point('never', [event('c', null, 0)]))).toBeNull()
  })

  it('counts every mark', () => {
    expect(summary([point('comes', []), point('comes', []), point('never', [])])).toEqual({ comes: 2, late: 0, never: 1, unplanned: 0 })
  })

  it('tells how long ago by the clock of the server', () => {
    expect(since('2026-11-22T12:00:00Z', '2026-11-22T12:00:01Z')).toBe(1_000_000)
    expect(since('2026-11-22T12:00:02Z', '2026-11-22T12:00:01Z')).toBe(0)
  })

  it('names each source once, the latest first', () => {
    const events = [event('a', null, 0, [from('crm', '2026-01-01T00:00:00Z'), from('site', '2026-03-01T00:00:00Z')]), event('b', null, 0, [from('crm', '2026-02-01T00:00:00Z')])]
    expect(sourcesOf(events).map((one) => [one.id, one.last])).toEqual([['site', '2026-03-01T00:00:00Z'], ['crm', '2026-02-01T00:00:00Z']])
    expect(sourceName(from('file:old.csv', ''))).toEqual({ key: 'tracking.from_file', name: 'old.csv' })
    expect(sourceName({ ...from('browser-1', ''), title: 'Сайт' })).toBe('Сайт')
  })

  it('asks of an event only what it has', () => {
    const field = (name: string, of: string[]) => ({ name, kind: '', why: [], of, example: '' })
    const one = { ...point('comes', [event('a', null, 0), event('b', null, 0)]), fields: [field('x', []), field('y', ['a'])] }
    expect(fieldsOf(one, 'a').map((found) => found.name)).toEqual(['x', 'y'])
    expect(fieldsOf(one, 'b').map((found) => found.name)).toEqual(['x'])
    expect(fieldsOf(one, 'a step')).toEqual([])
  })

  it('tells what is needed from what is merely described', () => {
    const { needed, wished } = split([{ name: 'a', kind: '', why: ['declared'], of: [], example: '' }, { name: 'b', kind: '', why: ['where', 'sale'], of: [], example: '' }])
    expect([needed.map((one) => one.name), wished.map((one) => one.name)]).toEqual([['b'], ['a']])
  })
})
