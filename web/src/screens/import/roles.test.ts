import { describe, expect, it } from 'vitest'
import { certainty, given, grouped, lacks } from './roles'

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

  it('calls a guess by how sure it is', () => {
    expect([certainty(1, 'ts'), certainty(0.6, 'ts'), certainty(0.4, 'ts'), certainty(0.3, '')]).toEqual(['sure', 'likely', 'look', 'none'])
  })
})
