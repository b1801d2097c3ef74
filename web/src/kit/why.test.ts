import { expect, test } from 'vitest'
import { Refused } from '../api/client'
import { why } from './why'

test('a broken line is never an empty sentence', () => {
  expect(why(new Refused(0, 'offline', '', ''))).toMatch(/offline/)
  expect(why(new Refused(502, 'http_502', '', ''))).toMatch(/offline/)
})

test('a refusal is told in the words of the server', () => {
  expect(why(new Refused(409, 'taken', 'There is one already.', 'Choose another name.'))).toBe('There is one already. Choose another name.')
  expect(why(new Refused(409, 'taken', 'There is one already.', ''))).toBe('There is one already.')
})

test('a mistake of ours is not the server’s', () => {
  expect(() => why(new TypeError('x'))).toThrow(TypeError)
})
