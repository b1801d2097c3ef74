import { expect, test } from 'vitest'
import { moved } from './spans'

const NOW = new Date('2026-05-20T12:00Z')

test('a period moves by its own length and never begins in the future', () => {
  expect(moved('2026-05-01', '2026-05-08', -1, NOW)).toEqual({ from: '2026-04-24', to: '2026-05-01' })
  expect(moved('2026-05-01', '2026-05-08', 1, NOW)).toEqual({ from: '2026-05-08', to: '2026-05-15' })
  expect(moved('2026-05-15', '2026-05-20', 1, NOW)).toEqual({ from: '2026-05-20', to: null })
  expect(moved('2026-05-20', '', 1, NOW)).toBeNull()
})

test('one that goes on up to now has an end once it is moved back', () => {
  expect(moved('2026-05-14', '', -1, NOW)).toEqual({ from: '2026-05-07', to: '2026-05-14' })
})

test('what is no period does not move', () => {
  expect(moved('', '', -1, NOW)).toBeNull()
  expect(moved('2026-05-14', '2026-05-01', -1, NOW)).toBeNull()
  expect(moved('soon', '', -1, NOW)).toBeNull()
})
