import { describe, expect, it } from 'vitest'
import { DAY, joined, keyOf, leftOf, markOf, matching, neighbour } from './model'
import type { CardFacts, StageFacts } from './shapes'

const NOW = '2026-11-22T12:00:00+03:00'
const card = (person: number, more: Partial<CardFacts> = {}): CardFacts => ({
  person, deal: null, called: '', owner: null, step: null, paused: null, when: null, name: `u${person}`, name_kind: 'user', since: '2026-11-20T12:00:00+03:00',
  due: null, amount: null, stated: false, late: false, why: '', ...more,
})
const stage = { lost_after: 14 * DAY } as StageFacts

describe('the board', () => {
  it('marks the late loudest, then those about to be lost', () => {
    expect(markOf(card(1, { late: true, due: '2026-11-22T13:00:00+03:00' }), stage, NOW)).toBe('late')
    expect(markOf(card(1, { due: '2026-11-23T12:00:00+03:00' }), stage, NOW)).toBe('soon')
    expect(markOf(card(1, { due: '2026-12-01T12:00:00+03:00' }), stage, NOW)).toBe('fine')
    expect(markOf(card(1), stage, NOW)).toBe('fine')
  })

  it('calls a short limit soon by its own length', () => {
    const short = { lost_after: DAY } as StageFacts
    expect(markOf(card(1, { due: '2026-11-22T20:00:00+03:00' }), short, NOW)).toBe('fine')
    expect(markOf(card(1, { due: '2026-11-22T15:00:00+03:00' }), short, NOW)).toBe('soon')
  })

  it('counts what is left in microseconds', () => {
    expect(leftOf(card(1, { due: '2026-11-23T12:00:00+03:00' }), NOW)).toBe(DAY)
  })

  it('shows nobody twice when somebody moved between two pages', () => {
    const found = joined([card(1), card(2)], [card(2), card(3), card(3)])
    expect(found.map(keyOf)).toEqual(['1/0', '2/0', '3/0'])
  })

  it('searches by names and reasons, whatever the case', () => {
    const cards = [card(1, { name: 'Анна' }), card(2, { why: 'Касание: Звонок' })]
    expect(matching(cards, ' звонок ')).toEqual([cards[1]])
    expect(matching(cards, 'АННА')).toEqual([cards[0]])
    expect(matching(cards, '')).toEqual(cards)
  })

  it('finds a step by its words and by whose it is', () => {
    const step = { id: 's', what: 'Отправить расчёт', kind: '', role: null, role_title: null, owner: 'Ольга', created: NOW, due: null }
    const cards = [card(1, { step }), card(2)]
    expect(matching(cards, 'расчёт')).toEqual([cards[0]])
    expect(matching(cards, 'ольга')).toEqual([cards[0]])
  })

  it('walks by arrows over empty columns and stops at the edges', () => {
    const columns = [['a', 'b'], [], ['c']]
    expect(neighbour(columns, 'b', 'ArrowRight')).toBe('c')
    expect(neighbour(columns, 'c', 'ArrowLeft')).toBe('a')
    expect(neighbour(columns, 'a', 'ArrowDown')).toBe('b')
    expect(neighbour(columns, 'a', 'ArrowUp')).toBe(null)
    expect(neighbour(columns, 'c', 'ArrowRight')).toBe(null)
  })
})
