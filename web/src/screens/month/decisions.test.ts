import { describe, expect, it } from 'vitest'
import { begun, bodyOf, formOf, isOver, shown, type Decision } from './decisions'
import type { Diagnosis } from './shapes'

// Only what a decision begins with.
const WORST = { from: 'lead', to: 'call', title: { ru: '', en: '' }, rate: 0.2, reference: { kind: 'target', rate: 0.35 }, gap: 0.15, proven: true, money: null, lost: 0, reasons: [], point: null, people: { lost: null, passed: null } } as unknown as NonNullable<Diagnosis['worst']>
const ONE: Decision = { month: '2026-11', stage: 'lead', title: null, change: 'Call', owner: 'Ann', due: '2026-12-15', moves: 'rate', target: 0.57, made: '', seen: '5', by: '', now: { value: null, share: null } }

describe('a decision of the month', () => {
  it('begins with the reference of the link and the end of the next month', () => {
    expect(begun('2026-12', WORST)).toMatchObject({ due: '2027-01-31', moves: 'rate', target: 35 })
    expect(begun('2027-01', { ...WORST, reference: null })).toMatchObject({ due: '2027-02-28', target: null })
  })

  it('comes back from the form as it went in', () => {
    expect(formOf(ONE).target).toBe(57)
    expect(bodyOf(formOf(ONE), '5')).toEqual({ change: 'Call', owner: 'Ann', due: '2026-12-15', moves: 'rate', target: 0.57, seen: '5' })
    expect(bodyOf({ ...formOf(ONE), moves: 'lost', target: 12 }, null)).not.toHaveProperty('seen')
  })

  it('is due until the end of its day', () => {
    expect(isOver('2026-12-15', new Date(2026, 11, 15, 23))).toBe(false)
    expect(isOver('2026-12-15', new Date(2026, 11, 16, 0))).toBe(true)
  })

  it('has numbers of its kind', () => {
    expect(shown('net', 5)).toEqual({ as: 'money', value: 5 })
    expect(shown('rate', null)).toBeNull()
  })
})
