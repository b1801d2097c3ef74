/** Which chart an answer is drawn with, kind by kind; what is drawn is also a table. */

import type { Bar, Column, Dot, Line, MatrixCell } from '../../kit/charts/shapes'
import type { PathsAnswer } from '../../api/shapes'
import { isRecord, isRows, peopleCell, type Json, type JsonRecord, type Pen } from './tables'

export type View =
  | { type: 'bars'; name: string; group?: string; bars: (Bar & { cell: string | null })[] }
  | { type: 'columns'; name: string; columns: (Column & { cell: string | null })[] }
  | { type: 'lines'; name: string; lines: Line[]; places: { x: number; title: string }[]; write: 'count' | 'percent'; cells: Record<string, (x: number) => string | null> }
  | { type: 'matrix'; name: string; rows: { id: string; title: string; note?: string }[]; columns: { id: string; title: string }[]; cells: (MatrixCell & { cell: string | null })[] }
  | { type: 'dots'; name: string; rows: { id: string; title: string }[]; series: { id: string; title: string }[]; dots: Dot[]; write: 'count' | 'percent'; cells: Record<string, string | null> }
  | { type: 'sankey'; name: string; answer: PathsAnswer }

type Title = (name: string) => string

export function viewsOf(answer: JsonRecord, kind: string, pen: Pen, title: Title): View[] {
  const make = MAKERS[kind]
  return make ? make(answer, pen, title).filter((one) => !empty(one)) : []
}

function empty(view: View): boolean {
  if (view.type === 'bars') return !view.bars.length
  if (view.type === 'columns') return !view.columns.length
  if (view.type === 'lines') return !view.lines.some((one) => one.points.length > 1)
  if (view.type === 'sankey') return !view.answer.paths
  return !view.rows.length
}

const MAKERS: Record<string, (answer: JsonRecord, pen: Pen, title: Title) => View[]> = {
  funnel: (answer, pen, title) => [
    steps(list(answer, 'steps'), pen),
    ...list(answer, 'groups').map((group) => ({ ...steps(list(group, 'steps'), pen, groupRaw(group)), group: groupName(group, pen) })),
    periods('trend', list(answer, 'trend'), [{ name: 'rate', title: title('rate') }], pen, 'percent', () => null),
    columns('took_histogram', list(answer, 'took_histogram'), pen, (row) => `≤ ${text(row.not_longer_than) || '∞'}`, 'count', () => null),
  ],
  paths: (answer) => [{ type: 'sankey', name: 'edges', answer: answer as unknown as PathsAnswer }],
  transitions: (answer, pen) => [matrix(answer, pen)],
  retention: (answer, pen, title) => [
    cohorts(list(answer, 'cohorts'), pen, title),
    {
      type: 'lines', name: 'mean', write: 'percent', cells: {},
      places: list(answer, 'mean').map((row, x) => ({ x, title: `+${text(row.offset)}` })),
      lines: [curve('mean', title('mean'), list(answer, 'mean'), pen), ...list(answer, 'groups').slice(0, 6).map((group) => curve(groupName(group, pen), groupName(group, pen), list(group, 'mean'), pen))],
    },
  ],
  stickiness: (answer, pen) => [columns('distribution', list(answer, 'distribution'), pen, (row) => text(row.in_periods), 'units', (row) => peopleCell('stickiness', 'distribution', row, 0))],
  lifecycle: (answer, pen, title) => [
    periods('periods', list(answer, 'periods'), ['new', 'returning', 'resurrecting', 'dormant'].map((name) => ({ name, title: title(name) })), pen, 'count', (name, period) => `${name}/${period}`),
  ],
  trend: trend,
  distribution: (answer, pen) => [
    columns('histogram', list(answer, 'histogram'), pen, (row) => bin(row, text(answer.unit), pen), 'count', (row) => peopleCell('distribution', 'histogram', row, 0)),
  ],
  table: (answer, pen) => [
    {
      type: 'bars', name: 'values',
      bars: list(answer, 'values').map((row, at) => {
        const name = row.other ? pen.other : [row.value, row.second_value].filter((one) => one !== undefined).map((one) => (one === null ? pen.none : text(one))).join(' · ')
        const rate = shareOf(row.conversion)
        const note = rate === null ? pen.percent(num(row.share)) : pen.percent(rate)
        return { id: String(at), title: name, value: num(row.units), shown: pen.count(num(row.units)), note, quiet: !!row.other, said: `${name}: ${pen.count(num(row.units))}, ${note}`, cell: peopleCell('table', 'values', row, at) }
      }),
    },
  ],
  attribution: credits,
  segments: (answer, pen) => [
    {
      type: 'bars', name: 'segments',
      bars: list(answer, 'segments').map((row) => {
        const note = pen.percent(shareOf(row.of_people) ?? 0)
        return { id: text(row.segment), title: text(row.title), value: num(row.units), shown: pen.count(num(row.units)), note, said: `${text(row.title)}: ${pen.count(num(row.units))}, ${note}`, cell: peopleCell('segments', 'segments', row, 0) }
      }),
    },
  ],
  score: (answer, pen) => [columns('engagement', list(answer, 'engagement'), pen, (row) => bin(row, '', pen), 'count', () => null)],
  compare: (answer, pen, title) => {
    const rows = list(answer, 'differences').filter((row) => isRecord(row.first) && 'rate' in row.first)
    const sides = list(answer, 'sides').map((row, at) => ({ id: at ? 'second' : 'first', title: text(row.side) }))
    const id = (row: JsonRecord) => (Array.isArray(row.what) ? row.what.slice(1).join(' · ') : text(row.what))
    return [
      {
        type: 'dots', name: 'differences', write: 'percent', series: sides, cells: {},
        rows: rows.map((row) => ({ id: id(row), title: Array.isArray(row.what) ? row.what.slice(1).map((one) => title(String(one))).join(' · ') : id(row) })),
        dots: rows.flatMap((row) => sides.map((side) => ({ row: id(row), series: side.id, value: shareOf(row[side.id]) ?? 0, low: lowOf(row[side.id]), high: highOf(row[side.id]), said: `${side.title}: ${id(row)} — ${pen.percent(shareOf(row[side.id]) ?? 0)}, ${pen.word('verdict', text(row.verdict))}` }))),
      },
      ...list(answer, 'sides').flatMap((row, at) => side(answer[at ? 'second' : 'first'], at ? 'second' : 'first', text(row.side), pen)),
    ]
  },
}

/** The funnel of one side, its people named as that side's; other answers stand as tables. */
function side(answer: Json | undefined, prefix: string, name: string, pen: Pen): View[] {
  if (!isRecord(answer) || !isRows(answer.steps)) return []
  const found = steps(answer.steps, pen)
  return [{ ...found, group: name, bars: found.bars.map((one) => ({ ...one, cell: `${prefix}/${one.cell}` })) }]
}

function steps(rows: JsonRecord[], pen: Pen, group?: string | null): Extract<View, { type: 'bars' }> {
  let before: number | null = null
  const bars = rows.map((row, at) => {
    const value = num(row.count)
    const onward = shareOf(row.from_previous)
    const took = isRecord(row.took) && typeof row.took.median_days === 'number' ? ` · ${pen.days(row.took.median_days)}` : ''
    const note = at ? `${onward === null ? '—' : pen.percent(onward)}${took}` : ''
    const own = group === undefined ? String(at + 1) : group === null ? null : `${at + 1}@${group}`
    const bar = { id: String(at), title: `${at + 1}. ${text(row.name)}`, value, shown: pen.count(value), note, before, said: `${text(row.name)}: ${pen.count(value)} ${note}`, cell: own }
    if (!row.optional) before = value
    return bar
  })
  return { type: 'bars', name: 'steps', bars }
}

function trend(answer: JsonRecord, pen: Pen, title: Title): View[] {
  const rows = list(answer, 'periods')
  const groups = list(answer, 'groups').slice(0, 8)
  const cell = (_: string, period: string) => period
  if (!groups.length) {
    const names = ['units', 'previous_units'].filter((name) => rows.some((row) => typeof row[name] === 'number'))
    const sums = rows.some((row) => typeof row.sum === 'number') ? [periods('sum', rows, ['sum', 'previous_sum'].filter((name) => rows.some((row) => typeof row[name] === 'number')).map((name) => ({ name, title: title(name) })), pen, 'count', cell)] : []
    return [periods('periods', rows, names.map((name) => ({ name, title: title(name) })), pen, 'count', cell), ...sums]
  }
  const lines = groups.map((group, at) => ({
    id: String(at),
    title: groupName(group, pen),
    points: list(group, 'periods').map((row) => ({ x: rows.findIndex((one) => one.period === row.period), y: num(row.units), said: `${groupName(group, pen)}, ${text(row.period)}: ${pen.count(num(row.units))}` })).filter((one) => one.x >= 0),
  }))
  return [{ type: 'lines', name: 'periods', lines, places: rows.map((row, x) => ({ x, title: day(text(row.period)) })), write: 'count', cells: {} }]
}

function periods(name: string, rows: JsonRecord[], series: { name: string; title: string }[], pen: Pen, write: 'count' | 'percent', cell: (name: string, period: string) => string | null): View {
  const value = (row: JsonRecord, key: string) => (write === 'percent' ? shareOf(row[key]) : typeof row[key] === 'number' ? row[key] : null)
  return {
    type: 'lines', name, write,
    places: rows.map((row, x) => ({ x, title: day(text(row.period)) })),
    lines: series.map((one) => ({
      id: one.name,
      title: one.title,
      points: rows.map((row, x) => {
        const y = value(row, one.name)
        const said = `${one.title}, ${text(row.period)}: ${y === null ? '—' : write === 'percent' ? pen.percent(y) : pen.count(y)}`
        return { x, y, said, ...(write === 'percent' ? { low: lowOf(row[one.name]), high: highOf(row[one.name]) } : {}) }
      }),
    })),
    cells: Object.fromEntries(series.map((one) => [one.name, (x: number) => cell(one.name, text(rows[x]?.period))])),
  }
}

function columns(name: string, rows: JsonRecord[], pen: Pen, label: (row: JsonRecord) => string, key: string, cell: (row: JsonRecord) => string | null): View {
  return {
    type: 'columns', name,
    columns: rows.map((row, at) => ({ id: String(at), title: label(row), count: num(row[key]), said: `${label(row)}: ${pen.count(num(row[key]))}`, cell: cell(row) })),
  }
}

function cohorts(rows: JsonRecord[], pen: Pen, title: Title): View {
  const offsets = [...new Set(rows.flatMap((row) => list(row, 'cells').map((one) => text(one.offset))))]
  return {
    type: 'matrix', name: 'cohorts',
    rows: rows.map((row) => ({ id: text(row.period), title: day(text(row.period)), note: pen.count(num(row.units)) })),
    columns: offsets.map((id) => ({ id, title: `+${id}` })),
    cells: rows.flatMap((row) =>
      list(row, 'cells').filter((one) => typeof one.count === 'number').map((one) => {
        const share = shareOf(one.returned)
        const big = share === null ? '—' : `${pen.percent(share)}${one.young ? '*' : ''}`
        return { from: text(row.period), to: text(one.offset), share, big, small: pen.count(num(one.count)), said: `${text(row.period)}, +${text(one.offset)}: ${title('returned')} ${big}, ${pen.count(num(one.count))}`, cell: `cohort/${text(row.period)}/${text(one.offset)}` }
      }),
    ),
  }
}

function matrix(answer: JsonRecord, pen: Pen): View {
  const rows = list(answer, 'transitions')
  const name = (value: Json | undefined) => pen.word('node', text(value))
  const ids = (key: string) => [...new Set(rows.map((row) => text(row[key])))]
  return {
    type: 'matrix', name: 'transitions',
    rows: ids('from').map((id) => ({ id, title: name(id) })),
    columns: ids('to').map((id) => ({ id, title: name(id) })),
    cells: rows.map((row) => {
      const share = shareOf(row.rate)
      const big = share === null ? '—' : pen.percent(share)
      const small = pen.count(num(row.count))
      return { from: text(row.from), to: text(row.to), share, big, small, said: `${name(row.from)} → ${name(row.to)}: ${small}, ${big}`, cell: peopleCell('transitions', 'transitions', row, 0), ...(row.from === row.to ? { tone: 'same' as const } : {}) }
    }),
  }
}

function credits(answer: JsonRecord, pen: Pen, title: Title): View[] {
  const rows = list(answer, 'credits')
  const id = (row: JsonRecord) => (row.untouched ? '(untouched)' : row.other ? '(other)' : text(row.label))
  const name = (row: JsonRecord) => (row.other ? pen.other : row.untouched ? title('untouched') : text(row.title) || text(row.label) || pen.none)
  const cells = Object.fromEntries(rows.map((row) => [id(row), peopleCell('attribution', 'credits', row, 0)]))
  const things = [...new Map(rows.map((row) => [id(row), name(row)])).entries()].map(([one, said]) => ({ id: one, title: said }))
  const models = [...new Set(rows.map((row) => text(row.model)))].map((one) => ({ id: one, title: title(`model.${one}`) }))
  const dots = rows.map((row) => ({ row: id(row), series: text(row.model), value: num(row.conversions), ...(typeof row.low === 'number' && typeof row.high === 'number' ? { low: row.low, high: row.high } : {}), said: `${name(row)}, ${title(`model.${text(row.model)}`)}: ${pen.count(num(row.conversions))}` }))
  return [{ type: 'dots', name: 'credits', rows: things, series: models, dots, write: 'count', cells }]
}

function curve(id: string, title: string, rows: JsonRecord[], pen: Pen): Line {
  return { id, title, points: rows.map((row, x) => ({ x, y: shareOf(row.returned), low: lowOf(row.returned), high: highOf(row.returned), said: `+${text(row.offset)}: ${pen.percent(shareOf(row.returned) ?? 0)}` })) }
}

function bin(row: JsonRecord, unit: string, pen: Pen): string {
  const write = (value: Json | undefined) => (typeof value !== 'number' ? '' : unit === 'days' ? pen.days(value) : pen.count(value))
  if (row.to === null || row.to === undefined) return `≥ ${write(row.from)}`
  if (unit === 'events' && num(row.to) - num(row.from) === 1) return write(row.from)
  return unit === 'days' ? `< ${write(row.to)}` : `${write(row.from)}–${write(row.to)}`
}

function groupName(group: JsonRecord, pen: Pen): string {
  return group.other ? pen.other : group.value === null || group.value === undefined ? pen.none : text(group.value)
}

function groupRaw(group: JsonRecord): string | null {
  return group.other || group.value === null || group.value === undefined ? null : text(group.value)
}

/** «2026-03-02» without its year where it is a day: there is little room under a chart. */
function day(period: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(period) ? `${period.slice(8)}.${period.slice(5, 7)}` : period
}

function list(row: JsonRecord, name: string): JsonRecord[] {
  const found = row[name]
  return isRows(found) ? found : []
}

function text(value: Json | undefined): string {
  return value === null || value === undefined ? '' : String(value)
}

function num(value: Json | undefined): number {
  return typeof value === 'number' ? value : 0
}

function part(value: Json | undefined, name: string): number | null {
  return isRecord(value) && typeof value[name] === 'number' ? value[name] : null
}

const shareOf = (value: Json | undefined) => part(value, 'rate')
const lowOf = (value: Json | undefined) => part(value, 'low')
const highOf = (value: Json | undefined) => part(value, 'high')
