/** An answer as figures and tables, whatever its kind: its lists become tables, the rest stands before them. */

import type { AnyAnswer } from '../../api/asking'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type JsonRecord = { [key: string]: Json }

/** How cells are written; the reader's language is its matter. */
export interface Pen {
  count: (value: number) => string
  percent: (share: number, digits?: number) => string
  days: (days: number) => string
  word: (name: string, value: string) => string
  yes: string
  other: string
  none: string
}

export interface AnswerTable {
  name: string
  /** Of which group it is; empty for everybody. */
  group: string | null
  columns: { name: string; number: boolean }[]
  rows: { texts: string[]; values: (number | string | null)[]; cell: string | null }[]
}

export interface Figures {
  single: { name: string; text: string }[]
  tables: AnswerTable[]
}

const HIDDEN = new Set(['question', 'other', 'untouched', 'exact_medians', 'remarks', 'first', 'second'])
const SHARES = new Set(['share', 'removal_effect'])

export function figuresOf(answer: AnyAnswer, pen: Pen): Figures {
  const kind = answer.question
  const single: Figures['single'] = []
  const tables: AnswerTable[] = []
  for (const [name, value] of Object.entries(answer) as [string, Json][]) {
    if (HIDDEN.has(name)) continue
    if (isRows(value)) {
      if (value.length) tables.push(...listed(name, value, kind, pen))
      continue
    }
    if (name === 'total' && isRecord(value)) {
      tables.push(table(name, [value], kind, pen, null))
      continue
    }
    const text = cellText(name, value, pen)
    if (text) single.push({ name, text })
  }
  return { single, tables }
}

function listed(name: string, rows: JsonRecord[], kind: string, pen: Pen): AnswerTable[] {
  const nested = rows.some((row) => Object.entries(row).some(([key, value]) => key !== 'cells' && isRows(value) && value.length))
  if (!nested) return [table(name, rows, kind, pen, null)]
  return rows.flatMap((row) => {
    const group = row.other ? pen.other : row.value === null || row.value === undefined ? pen.none : String(row.value)
    const raw = row.other || row.value === null || row.value === undefined ? null : String(row.value)
    return Object.entries(row)
      .filter(([key, value]) => key !== 'cells' && isRows(value) && value.length)
      .map(([key, value]) => ({ ...table(key, value as JsonRecord[], kind, pen, raw), group }))
  })
}

function table(name: string, rows: JsonRecord[], kind: string, pen: Pen, group: string | null): AnswerTable {
  const wide = rows.map(spread)
  const names = [...new Set(wide.flatMap((row) => Object.keys(row)))].filter((one) => !HIDDEN.has(one) || (kind === 'compare' && (one === 'first' || one === 'second')))
  const shown = names.filter((one) => wide.some((row) => cellText(one, row[one] ?? null, pen)))
  const number = (one: string) => wide.some((row) => row[one] !== null && row[one] !== undefined && typeof row[one] !== 'string' && !Array.isArray(row[one]))
  return {
    name,
    group: null,
    columns: shown.map((one) => ({ name: one, number: number(one) })),
    rows: wide.map((row, at) => ({
      texts: shown.map((one, place) => (row.other && place === 0 ? pen.other : cellText(one, row[one] ?? null, pen) || (place === 0 ? pen.none : '—'))),
      values: shown.map((one) => plainValue(row[one] ?? null)),
      cell: group === null ? peopleCell(kind, name, rows[at]!, at) : groupCell(kind, name, at, group),
    })),
  }
}

/** A row whose cells are columns: each by its offset. */
function spread(row: JsonRecord): JsonRecord {
  if (!isRows(row.cells)) return row
  const { cells, ...left } = row
  const found: JsonRecord = { ...left }
  for (const one of cells as JsonRecord[]) found[`+${String(one.offset)}`] = one.returned ?? one.count ?? null
  return found
}

export function cellText(name: string, value: Json, pen: Pen): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? pen.yes : ''
  if (typeof value === 'string') return pen.word(name, value)
  if (typeof value === 'number') {
    if (name.endsWith('_days') || name === 'days') return pen.days(value)
    if (name.endsWith('_seconds')) return pen.days(value / 86_400)
    if (SHARES.has(name) || name.endsWith('_change')) return pen.percent(value)
    if (name === 'p' || name === 'p_corrected') return pen.percent(value, 2)
    return pen.count(value)
  }
  if (Array.isArray(value)) return value.every((one) => typeof one !== 'object') ? value.map((one) => pen.word(name, String(one))).join(' → ') : ''
  if ('rate' in value) return typeof value.rate === 'number' ? pen.percent(value.rate) : ''
  if ('median_days' in value) return typeof value.median_days === 'number' ? pen.days(value.median_days) : ''
  if ('median_seconds' in value) return typeof value.median_seconds === 'number' ? pen.days(value.median_seconds / 86_400) : ''
  if ('points' in value && typeof value.points === 'number') return `${value.points > 0 ? '+' : ''}${pen.percent(value.points)}`
  if ('days' in value && typeof value.days === 'number') return `${value.days < 0 ? '−' : '+'}${pen.days(Math.abs(value.days))}`
  return ''
}

function plainValue(value: Json): number | string | null {
  if (typeof value === 'number' || typeof value === 'string') return value
  if (isRecord(value)) {
    for (const name of ['rate', 'median_days', 'median_seconds', 'points', 'days']) if (typeof value[name] === 'number') return value[name]
  }
  return value === null ? null : Array.isArray(value) ? value.join(' → ') : null
}

/** What the server calls the people of a row; null where it knows none. */
export function peopleCell(kind: string, list: string, one: object, at: number): string | null {
  const row = one as JsonRecord
  const said = (name: string) => (row[name] === null || row[name] === undefined ? null : String(row[name]))
  if (row.other || row.untouched) return null
  switch (`${kind}.${list}`) {
    case 'funnel.steps':
      return String(at + 1)
    case 'paths.nodes':
      return `node/${said('step')}/${said('node')}`
    case 'paths.edges':
      return `edge/${said('step')}/${said('from')}/${said('to')}`
    case 'paths.top_paths':
      return `path/${said('rank')}`
    case 'transitions.nodes':
      return `node/${said('node')}`
    case 'transitions.transitions':
      return `edge/${said('from')}/${said('to')}`
    case 'transitions.variants':
      return `variant/${said('rank')}`
    case 'retention.cohorts':
      return `cohort/${said('period')}`
    case 'stickiness.distribution':
      return said('in_periods')
    case 'lifecycle.periods':
      return `active/${said('period')}`
    case 'trend.periods':
      return said('period')
    case 'distribution.histogram':
      return `${said('from') ?? ''}..${said('to') ?? ''}`
    case 'table.values':
      return row.second_value === undefined ? said('value') && `value/${said('value')}` : said('value') && said('second_value') && `value/${said('value')}/${said('second_value')}`
    case 'attribution.credits':
      return said('label') && `converted/${said('label')}`
    case 'segments.segments':
      return `in/${said('segment')}`
    default:
      return null
  }
}

function groupCell(kind: string, list: string, at: number, group: string): string | null {
  return kind === 'funnel' && list === 'steps' ? `${at + 1}@${group}` : null
}

export function isRows(value: Json | undefined): value is JsonRecord[] {
  return Array.isArray(value) && value.every((one) => isRecord(one))
}

export function isRecord(value: Json | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
