import { describe, expect, test } from 'vitest'
import { csvCell, csvText, fileName } from './csv'

describe('a cell', () => {
  test.each(['=1+1', '+7', '-2', '@SUM(A1)', '\tx', '\rx', '\0x'])('never begins a formula: %j', (text) => {
    expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/)
  })
  test('of a number stays a number, whatever its sign', () => {
    expect(csvCell(-2.5)).toBe('-2.5')
  })
  test('with a comma, a quote or a new line is quoted', () => {
    expect(csvCell('a,"b"\nc')).toBe('"a,""b""\nc"')
  })
  test('of nothing is empty', () => {
    expect(csvCell(null) + csvCell(undefined)).toBe('')
  })
})

test('rows end as the standard says, hostile heads are disarmed too', () => {
  expect(csvText(['=who', 'n'], [['Аня', 3]])).toBe("'=who,n\r\nАня,3\r\n")
})

test('a title of a map makes a file name that any system takes', () => {
  expect(fileName('a/b:c\n"d"')).toBe('a b c d')
  expect(fileName('../..')).toBe('.. ..')
  expect(fileName('\n')).toBe('tropa')
})
