import { describe, expect, it } from 'vitest'
import { certainty, fitting, given, grouped, lacks } from './roles'

describe('roles of columns', () => {
  it('groups them by what they answer and loses none', () => {
    const roles = ['note', 'ts', 'amount', 'person_email', 'campaign_term']
    const found = grouped(roles)
    expect(found.map((one) => one.group)).toEqual(['who', 'when', 'money', 'campaign', 'more'])
    expect(found.flatMap((one) => one.roles).sort()).toEqual([...roles].sort())
  })

  it('gives a role to one column only', () => {
    const chosen = given({ a: 'person_email', b: '', c: '' }, 'b', 'person_email')
    expect(chosen).toEqual({ a: '', b: 'person_email', c: '' })
  })

  it('lets any number of columns be fields or left out', () => {
    expect(given({ a: '-', b: '' }, 'b', '-')).toEqual({ a: '-', b: '-' })
    expect(given({ a: '', b: 'ts' }, 'b', '')).toEqual({ a: '', b: '' })
  })

  it('says what is missing until it is stated', () => {
    expect(lacks({ a: '' }, '', '')).toEqual(['who', 'when', 'what'])
    expect(lacks({ a: 'deal_id', b: 'ts', c: 'type' }, '', '')).toEqual([])
    expect(lacks({ a: 'person_phone' }, 'call', '2026-01-01')).toEqual([])
    expect(lacks({ a: 'person_phone' }, '  ', '2026-01-01')).toEqual(['what'])
  })

  it('keeps further events with the dates they stand at', () => {
    const chosen = { opened: 'ts', closed: '+', paid: '+', stage: '' }
    const won = { column: 'closed', event: 'won', where: 'stage', says: ['won'] }
    const more = fitting([won, { column: 'stage', event: 'odd' }], chosen)
    expect(more).toEqual([won, { column: 'paid', event: '', where: '', says: [] }])
    expect(lacks({ ...chosen, a: 'deal_id' }, 'opened', '', more)).toEqual(['more'])
    expect(lacks({ ...chosen, a: 'deal_id' }, 'opened', '', [won])).toEqual([])
    expect(lacks({ ...chosen, a: 'deal_id' }, 'opened', '', [{ ...won, says: [] }])).toEqual(['more'])
    expect(fitting(more, { ...chosen, closed: '', paid: '' })).toEqual([])
    expect(given({ a: '+', b: '' }, 'b', '+')).toEqual({ a: '+', b: '+' })
  })

  it('calls a guess by how sure it is', () => {
    expect([certainty(1, 'ts'), certainty(0.6, 'ts'), certainty(0.4, 'ts'), certainty(0.3, '')]).toEqual(['sure', 'likely', 'look', 'none'])
  })
})
