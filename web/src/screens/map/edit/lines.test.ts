import { expect, it } from 'vitest'
import { between } from './code'
import { lineOf, pathAt } from './lines'

const LINES = { '["title"]': 2, '["stages"]': 4, '["stages","lead"]': 5, '["stages","lead","title"]': 6, '["stages","quote"]': 9 }

it('an element is found on its line, or on the line of what it stands in', () => {
  expect(lineOf(LINES, ['stages', 'lead', 'title'])).toBe(6)
  expect(lineOf(LINES, ['stages', 'lead', 'buyer', 0])).toBe(5)
  expect(lineOf(LINES, ['goals'])).toBeNull()
})

it('a line belongs to the element that begins last above it', () => {
  expect(pathAt(LINES, 8)).toEqual(['stages', 'lead', 'title'])
  expect(pathAt(LINES, 9)).toEqual(['stages', 'quote'])
  expect(pathAt(LINES, 1)).toBeNull()
})

it('two texts differ in one stretch', () => {
  const [old, fresh] = ['a: 1\nb: 2\nc: 3\n', 'a: 1\nb: 22\nc: 3\n']
  const { from, to, insert } = between(old, fresh)
  expect(old.slice(0, from) + insert + old.slice(to)).toBe(fresh)
  expect(to - from + insert.length).toBeLessThan(4)
})
