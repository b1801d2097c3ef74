import { expect, test } from 'vitest'
import { ordered, turned, type Column } from './table'

interface Row {
  name: string
  won: number | null
}

const columns: Column<Row>[] = [
  { key: 'name', title: 'name', text: (row) => row.name },
  { key: 'won', title: 'won', text: (row) => String(row.won), value: (row) => row.won, end: true },
]
const rows: Row[] = [
  { name: 'b', won: 2 },
  { name: 'A', won: null },
  { name: 'c10', won: 10 },
  { name: 'c9', won: 2 },
]
const names = (found: Row[]) => found.map((one) => one.name).join(' ')

test('without an order rows stand as they came', () => {
  expect(ordered(rows, columns, null)).toBe(rows)
  expect(ordered(rows, columns, { by: 'nothing', down: false })).toBe(rows)
})

test('words by the alphabet whatever their case, numbers inside them as numbers', () => {
  expect(names(ordered(rows, columns, { by: 'name', down: false }))).toBe('A b c9 c10')
})

test('what has no value stands last either way, equal rows keep their order', () => {
  expect(names(ordered(rows, columns, { by: 'won', down: true }))).toBe('c10 b c9 A')
  expect(names(ordered(rows, columns, { by: 'won', down: false }))).toBe('b c9 c10 A')
})

test('a press sorts numbers from the largest, the next one turns the order', () => {
  const [name, won] = columns as [Column<Row>, Column<Row>]
  expect(turned(null, won)).toEqual({ by: 'won', down: true })
  expect(turned({ by: 'won', down: true }, won)).toEqual({ by: 'won', down: false })
  expect(turned({ by: 'won', down: true }, name)).toEqual({ by: 'name', down: false })
})
