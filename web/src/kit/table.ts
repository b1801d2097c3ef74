/** Tables by their columns: what a cell says, what it is sorted by, what goes into a file. */

import { saveCsv, type Cell } from './csv'

export interface Column<Row> {
  key: string
  title: string
  /** What the cell says. */
  text: (row: Row) => string
  /** What rows are sorted by; without it by what the cell says. */
  value?: (row: Row) => Cell
  /** Numbers stand at the end of their cell. */
  end?: boolean
  /** Where the cell leads. */
  href?: (row: Row) => string | undefined
  /** Plain words that explain the column. */
  about?: string
  /** It holds something to press: rows are not sorted by it, and no file has it. */
  control?: boolean
}

export interface Order {
  by: string
  down: boolean
}

/** Rows in an order; those without a value stand last, equal ones as they came. */
export function ordered<Row>(rows: Row[], columns: Column<Row>[], order: Order | null): Row[] {
  const column = order && columns.find((one) => one.key === order.by)
  if (!column) return rows
  const value = column.value ?? column.text
  const turn = order.down ? -1 : 1
  return rows
    .map((row, at) => ({ row, at, value: value(row) }))
    .sort((a, b) => compared(a.value, b.value, turn) || a.at - b.at)
    .map((one) => one.row)
}

function compared(a: Cell, b: Cell, turn: number): number {
  const lacksA = a === null || a === undefined || a === ''
  const lacksB = b === null || b === undefined || b === ''
  if (lacksA || lacksB) return Number(lacksA) - Number(lacksB)
  if (typeof a === 'number' && typeof b === 'number') return (a - b) * turn
  return String(a).localeCompare(String(b), undefined, { numeric: true, sensitivity: 'base' }) * turn
}

/** What a press on a column's head makes of the order: numbers from the largest, words from А. */
export function turned<Row>(order: Order | null, column: Column<Row>): Order {
  if (order?.by !== column.key) return { by: column.key, down: column.end ?? false }
  return { by: column.key, down: !order.down }
}

/** The rows as a file of the browser's: numbers as numbers, what is only pressed left out. */
export function saveTable<Row>(label: string, rows: readonly Row[], columns: readonly Column<Row>[]): void {
  const told = columns.filter((one) => !one.control)
  const cell = (row: Row, column: Column<Row>) => {
    const value = column.value?.(row)
    return typeof value === 'number' ? value : column.text(row)
  }
  saveCsv(label, told.map((one) => one.title), rows.map((row) => told.map((one) => cell(row, one))))
}
