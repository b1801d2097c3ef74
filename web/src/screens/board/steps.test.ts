import { expect, it } from 'vitest'
import { dayAfter, isWholeDay, stepBody, tasksQuery, whenOf, whomOf } from './steps'
import type { Someone, StepFacts } from './shapes'

const NOW = '2026-11-22T17:30:00+03:00'
const someone = (person: number, deal: number | null = null): Someone => ({ person, deal, called: '', name: '', name_kind: null })
const form = { id: 'hand-1', what: ' Перезвонить ', day: '2026-11-23', time: '', role: '', owner: '' }

it('puts a deadline on its day, by the clock of the map', () => {
  expect(whenOf('2026-11-22T17:29:59+03:00', NOW)).toBe('overdue')
  expect(whenOf('2026-11-22T17:30:00+03:00', NOW)).toBe('today')
  expect(whenOf('2026-11-22T23:59:59.999999+03:00', NOW)).toBe('today')
  expect(whenOf('2026-11-23T00:00:00+03:00', NOW)).toBe('tomorrow')
  expect(whenOf('2026-11-24T00:00:00+03:00', NOW)).toBe('later')
  expect(whenOf(null, NOW)).toBe('later')
})

it('counts days over the ends of months and years', () => {
  expect(dayAfter('2026-12-31', 1)).toBe('2027-01-01')
  expect(dayAfter('2026-11-22', 7)).toBe('2026-11-29')
})

it('knows a mere day from a moment of it', () => {
  expect(isWholeDay('2026-11-23T23:59:59.999999+03:00')).toBe(true)
  expect(isWholeDay('2026-11-23T18:00:00+03:00')).toBe(false)
})

it('sends a day as a day, a moment with its hour, and only what was said', () => {
  expect(stepBody(form, [someone(1)], null)).toEqual({ id: 'hand-1', whom: [{ person: 1, deal: 0 }], what: 'Перезвонить', due: '2026-11-23' })
  const instead = { id: 'task-1' } as StepFacts
  const full = stepBody({ ...form, time: '10:30', role: 'seller', owner: ' Анна ' }, [someone(1, 7)], instead)
  expect(full).toMatchObject({ due: '2026-11-23T10:30', role: 'seller', owner: 'Анна', instead: 'task-1', whom: [{ person: 1, deal: 7 }] })
})

it('numbers people as the server does', () => {
  expect(whomOf([{ person: 3, deal: null }, { person: 4, deal: 2 }])).toEqual([{ person: 3, deal: 0 }, { person: 4, deal: 2 }])
})

it('asks for tasks of the moment whoever is chosen, and for nobody\'s by an empty name', () => {
  const moments = { as_of: '2026-03-01', edition: undefined, lang: 'ru' }
  expect(tasksQuery(moments, '=', '=Анна')).toBe(`as_of=2026-03-01&lang=ru&role=&owner=${encodeURIComponent('Анна')}`)
  expect(tasksQuery(moments, '', '')).toBe('as_of=2026-03-01&lang=ru')
})
