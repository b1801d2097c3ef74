/** Which chart an answer is drawn with, kind by kind; what is drawn is also a table. */

import type { AnswerTo, AnyAnswer, Kind } from '../../api/asking'
import type { AttributionAnswer, CompareAnswer, FunnelStep, PathsAnswer, Rate, RetentionCohort, RetentionMean, TransitionsAnswer, TrendAnswer, TrendPeriod } from '../../api/types'
import type { Bar, Column, Dot, Line, MatrixCell } from '../../kit/charts/shapes'
import { peopleCell, type Pen } from './tables'

export type View =
  | { type: 'bars'; name: string; group?: string; bars: (Bar & { cell: string | null })[] }
  | { type: 'columns'; name: string; columns: (Column & { cell: string | null })[] }
  | { type: 'lines'; name: string; lines: Line[]; places: { x: number; title: string }[]; write: 'count' | 'percent'; cells: Record<string, (x: number) => string | null> }
  | { type: 'matrix'; name: string; rows: { id: string; title: string; note?: string }[]; columns: { id: string; title: string }[]; cells: (MatrixCell & { cell: string | null })[] }
  | { type: 'dots'; name: string; rows: { id: string; title: string }[]; series: { id: string; title: string }[]; dots: Dot[]; write: 'count' | 'percent'; cells: Record<string, string | null> }
  | { type: 'sankey'; name: string; answer: PathsAnswer }

type Title = (name: string) => string
type Drawing<A> = (answer: A, pen: Pen, title: Title) => View[]

export function viewsOf(answer: AnyAnswer, pen: Pen, title: Title): View[] {
  // A server newer than the app may know more kinds.
  const draw = DRAWINGS[answer.question] as Drawing<AnyAnswer> | undefined
  return draw ? draw(answer, pen, title).filter((one) => !empty(one)) : []
}

function empty(view: View): boolean {
  if (view.type === 'bars') return !view.bars.length
  if (view.type === 'columns') return !view.columns.length
  if (view.type === 'lines') return !view.lines.some((one) => one.points.length > 1)
  if (view.type === 'sankey') return !view.answer.paths
  return !view.rows.length
}

const DRAWINGS: { [K in Kind]: Drawing<AnswerTo<K>> } = {
  funnel: (answer, pen, title) => [
    steps(answer.steps, pen),
    ...(answer.groups ?? []).map((group) => ({ ...steps(group.steps, pen, group.other ? null : group.value), group: groupName(group, pen) })),
    periods('trend', answer.trend ?? [], [{ name: 'rate', title: title('rate'), of: (row) => row.rate }], pen, 'percent', () => null),
    columns('took_histogram', answer.took_histogram ?? [], pen, (row) => `≤ ${row.not_longer_than ?? '∞'}`, (row) => row.count, () => null),
  ],
  paths: (answer) => [{ type: 'sankey', name: 'edges', answer }],
  transitions: (answer, pen) => [matrix(answer, pen)],
  retention: (answer, pen, title) => [
    cohorts(answer.cohorts, pen, title),
    {
      type: 'lines', name: 'mean', write: 'percent', cells: {},
      places: answer.mean.map((row, x) => ({ x, title: `+${row.offset}` })),
      lines: [curve('mean', title('mean'), answer.mean, pen), ...(answer.groups ?? []).slice(0, 6).map((group) => curve(groupName(group, pen), groupName(group, pen), group.mean, pen))],
    },
  ],
  stickiness: (answer, pen) => [columns('distribution', answer.distribution, pen, (row) => String(row.in_periods), (row) => row.units, (row) => peopleCell('stickiness', 'distribution', row, 0))],
  lifecycle: (answer, pen, title) => [
    periods('periods', answer.periods, (['new', 'returning', 'resurrecting', 'dormant'] as const).map((name) => ({ name, title: title(name), of: (row) => row[name] })), pen, 'count', (name, period) => `${name}/${period}`),
  ],
  trend,
  distribution: (answer, pen) => [
    columns('histogram', answer.histogram, pen, (row) => bin(row, answer.unit, pen), (row) => row.count, (row) => peopleCell('distribution', 'histogram', row, 0)),
  ],
  table: (answer, pen) => [
    {
      type: 'bars', name: 'values',
      bars: answer.values.map((row, at) => {
        const values = row.second_value === undefined ? [row.value] : [row.value, row.second_value]
        const name = row.other ? pen.other : values.map((one) => one ?? pen.none).join(' · ')
        const note = pen.percent(row.conversion?.rate ?? row.share ?? 0)
        return { id: String(at), title: name, value: row.units, shown: pen.count(row.units), note, quiet: row.other, said: `${name}: ${pen.count(row.units)}, ${note}`, cell: peopleCell('table', 'values', row, at) }
      }),
    },
  ],
  attribution: credits,
  segments: (answer, pen) => [
    {
      type: 'bars', name: 'segments',
      bars: answer.segments.map((row) => {
        const note = pen.percent(row.of_people.rate ?? 0)
        return { id: row.segment, title: row.title, value: row.units, shown: pen.count(row.units), note, said: `${row.title}: ${pen.count(row.units)}, ${note}`, cell: peopleCell('segments', 'segments', row, 0) }
      }),
    },
  ],
  score: (answer, pen) => [columns('engagement', answer.engagement, pen, (row) => bin(row, '', pen), (row) => row.count, () => null)],
  compare,
}

function compare(answer: CompareAnswer, pen: Pen, title: Title): View[] {
  const ends = ['first', 'second'] as const
  const sides = answer.sides.map((one, at) => ({ id: ends[at] ?? 'second', title: one.side }))
  const id = (what: string[]) => what.slice(1).join(' · ')
  return [
    {
      type: 'dots', name: 'differences', write: 'percent', series: sides, cells: {},
      rows: answer.differences.map((row) => ({ id: id(row.what), title: row.what.slice(1).map(title).join(' · ') })),
      dots: answer.differences.flatMap((row) => sides.map((side) => {
        const share = row[side.id].rate ?? 0
        return { row: id(row.what), series: side.id, value: share, ...between(row[side.id]), said: `${side.title}: ${id(row.what)} — ${pen.percent(share)}, ${pen.word('verdict', row.verdict)}` }
      })),
    },
    ...sides.flatMap((side) => sideSteps(answer[side.id], side.id, side.title, pen)),
  ]
}

/** The funnel of one side, its people named as that side's; other answers stand as tables. */
function sideSteps(answer: CompareAnswer['first'], prefix: string, name: string, pen: Pen): View[] {
  if (answer.question !== 'funnel') return []
  const found = steps(answer.steps, pen)
  return [{ ...found, group: name, bars: found.bars.map((one) => ({ ...one, cell: `${prefix}/${one.cell}` })) }]
}

function steps(rows: FunnelStep[], pen: Pen, group?: string | null): Extract<View, { type: 'bars' }> {
  let before: number | null = null
  const bars = rows.map((row, at) => {
    const onward = row.from_previous?.rate ?? null
    const median = row.took?.median_days ?? null
    const took = median === null ? '' : ` · ${pen.days(median)}`
    const note = at ? `${onward === null ? '—' : pen.percent(onward)}${took}` : ''
    const own = group === undefined ? String(at + 1) : group === null ? null : `${at + 1}@${group}`
    const bar = { id: String(at), title: `${at + 1}. ${row.name}`, value: row.count, shown: pen.count(row.count), note, before, said: `${row.name}: ${pen.count(row.count)} ${note}`, cell: own }
    if (!row.optional) before = row.count
    return bar
  })
  return { type: 'bars', name: 'steps', bars }
}

function trend(answer: TrendAnswer, pen: Pen, title: Title): View[] {
  const rows = answer.periods
  const groups = (answer.groups ?? []).slice(0, 8)
  const cell = (_: string, period: string) => period
  if (!groups.length) {
    const drawn = (name: string, names: ('units' | 'previous_units' | 'sum' | 'previous_sum')[]) => {
      const told = names.filter((one) => rows.some((row) => row[one] !== undefined))
      return periods(name, rows, told.map((one) => ({ name: one, title: title(one), of: (row: TrendPeriod) => row[one] })), pen, 'count', cell)
    }
    return [drawn('periods', ['units', 'previous_units']), drawn('sum', ['sum', 'previous_sum'])]
  }
  const lines = groups.map((group, at) => ({
    id: String(at),
    title: groupName(group, pen),
    points: group.periods.map((row) => ({ x: rows.findIndex((one) => one.period === row.period), y: row.units, said: `${groupName(group, pen)}, ${row.period}: ${pen.count(row.units)}` })).filter((one) => one.x >= 0),
  }))
  return [{ type: 'lines', name: 'periods', lines, places: rows.map((row, x) => ({ x, title: day(row.period) })), write: 'count', cells: {} }]
}

interface Series<Row> {
  name: string
  title: string
  of: (row: Row) => number | Rate | undefined
}

function periods<Row extends { period: string }>(name: string, rows: Row[], series: Series<Row>[], pen: Pen, write: 'count' | 'percent', cell: (name: string, period: string) => string | null): View {
  return {
    type: 'lines', name, write,
    places: rows.map((row, x) => ({ x, title: day(row.period) })),
    lines: series.map((one) => ({
      id: one.name,
      title: one.title,
      points: rows.map((row, x) => {
        const value = one.of(row)
        const y = typeof value === 'object' ? value.rate : (value ?? null)
        const said = `${one.title}, ${row.period}: ${y === null ? '—' : write === 'percent' ? pen.percent(y) : pen.count(y)}`
        return { x, y, said, ...(typeof value === 'object' ? between(value) : {}) }
      }),
    })),
    cells: Object.fromEntries(series.map((one) => [one.name, (x: number) => cell(one.name, rows[x]?.period ?? '')])),
  }
}

function columns<Row>(name: string, rows: Row[], pen: Pen, label: (row: Row) => string, count: (row: Row) => number, cell: (row: Row) => string | null): View {
  return {
    type: 'columns', name,
    columns: rows.map((row, at) => ({ id: String(at), title: label(row), count: count(row), said: `${label(row)}: ${pen.count(count(row))}`, cell: cell(row) })),
  }
}

function cohorts(rows: RetentionCohort[], pen: Pen, title: Title): View {
  const offsets = [...new Set(rows.flatMap((row) => row.cells.map((one) => one.offset)))]
  return {
    type: 'matrix', name: 'cohorts',
    rows: rows.map((row) => ({ id: row.period, title: day(row.period), note: pen.count(row.units) })),
    columns: offsets.map((id) => ({ id, title: `+${id}` })),
    cells: rows.flatMap((row) =>
      row.cells.flatMap((one) => {
        if (one.count === null) return []
        const share = one.returned?.rate ?? null
        const big = share === null ? '—' : `${pen.percent(share)}${one.young ? '*' : ''}`
        return [{ from: row.period, to: one.offset, share, big, small: pen.count(one.count), said: `${row.period}, +${one.offset}: ${title('returned')} ${big}, ${pen.count(one.count)}`, cell: `cohort/${row.period}/${one.offset}` }]
      }),
    ),
  }
}

function matrix(answer: TransitionsAnswer, pen: Pen): View {
  const rows = answer.transitions
  const name = (node: string) => pen.word('node', node)
  const ids = (key: 'from' | 'to') => [...new Set(rows.map((row) => row[key]))]
  return {
    type: 'matrix', name: 'transitions',
    rows: ids('from').map((id) => ({ id, title: name(id) })),
    columns: ids('to').map((id) => ({ id, title: name(id) })),
    cells: rows.map((row) => {
      const share = row.rate.rate
      const big = share === null ? '—' : pen.percent(share)
      const small = pen.count(row.count)
      return { from: row.from, to: row.to, share, big, small, said: `${name(row.from)} → ${name(row.to)}: ${small}, ${big}`, cell: peopleCell('transitions', 'transitions', row, 0), ...(row.from === row.to ? { tone: 'same' as const } : {}) }
    }),
  }
}

function credits(answer: AttributionAnswer, pen: Pen, title: Title): View[] {
  type Row = AttributionAnswer['credits'][number]
  const rows = answer.credits
  const id = (row: Row) => (row.untouched ? '(untouched)' : row.other ? '(other)' : (row.label ?? ''))
  const name = (row: Row) => (row.other ? pen.other : row.untouched ? title('untouched') : row.title || row.label || pen.none)
  const cells = Object.fromEntries(rows.map((row) => [id(row), peopleCell('attribution', 'credits', row, 0)]))
  const things = [...new Map(rows.map((row) => [id(row), name(row)])).entries()].map(([one, said]) => ({ id: one, title: said }))
  const models = [...new Set(rows.map((row) => row.model))].map((one) => ({ id: one, title: title(`model.${one}`) }))
  const dots = rows.map((row) => ({ row: id(row), series: row.model, value: row.conversions, ...(typeof row.low === 'number' && typeof row.high === 'number' ? { low: row.low, high: row.high } : {}), said: `${name(row)}, ${title(`model.${row.model}`)}: ${pen.count(row.conversions)}` }))
  return [{ type: 'dots', name: 'credits', rows: things, series: models, dots, write: 'count', cells }]
}

function curve(id: string, title: string, rows: RetentionMean[], pen: Pen): Line {
  return { id, title, points: rows.map((row, x) => ({ x, y: row.returned.rate, ...between(row.returned), said: `+${row.offset}: ${pen.percent(row.returned.rate ?? 0)}` })) }
}

function bin(row: { from: number | null; to: number | null }, unit: string, pen: Pen): string {
  const write = (value: number | null) => (value === null ? '' : unit === 'days' ? pen.days(value) : pen.count(value))
  if (row.to === null) return `≥ ${write(row.from)}`
  if (unit === 'events' && row.to - (row.from ?? 0) === 1) return write(row.from)
  return unit === 'days' ? `< ${write(row.to)}` : `${write(row.from)}–${write(row.to)}`
}

function groupName(group: { value: string | null; other: boolean }, pen: Pen): string {
  return group.other ? pen.other : (group.value ?? pen.none)
}

/** The interval of a share, as marks have it. */
function between({ low, high }: Rate): { low: number | null; high: number | null } {
  return { low, high }
}

/** «2026-03-02» without its year where it is a day: there is little room under a chart. */
function day(period: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(period) ? `${period.slice(8)}.${period.slice(5, 7)}` : period
}
