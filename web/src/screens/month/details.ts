/** What lies behind an answer of the month: its sections as rows to be read, told by no screen of their own. */

import type { MonthMap, Said } from './shapes'
import type { Shown } from './twenty'

type Row = Record<string, unknown>

export interface DetailTable {
  /** Keys of the titles of its columns. */
  columns: string[]
  rows: { title: string; cells: (Shown | null)[] }[]
}

export interface Figure {
  section: string
  name: string
  value: Shown
  of: { n: number; all: number } | null
}

interface List {
  section: keyof MonthMap
  list: string
  columns: { name: string; as: 'count' | 'money' | 'percent' | 'minutes' | 'score' | 'text' }[]
}

/** Questions that no screen of their own tells in full, with the sections behind them. */
export const SECTIONS_OF: Record<number, (keyof MonthMap)[]> = {
  2: ['plan'],
  3: ['break_even'],
  6: [],
  8: ['uplift'],
  9: [],
  12: ['quality'],
  14: ['owners', 'execution'],
  16: ['response'],
  17: ['surveys'],
  18: ['repeat', 'next_order'],
  19: ['completeness', 'managed'],
  20: ['effect'],
}

const LISTS: Record<number, List[]> = {
  2: [{ section: 'plan', list: 'lines', columns: [{ name: 'plan', as: 'count' }, { name: 'fact', as: 'count' }, { name: 'owner_title', as: 'text' }] }],
  12: [{ section: 'quality', list: 'points', columns: [{ name: 'quality', as: 'score' }, { name: 'rated', as: 'count' }] }],
  14: [{ section: 'owners', list: 'owners', columns: [{ name: 'stages', as: 'count' }, { name: 'touchpoints', as: 'count' }, { name: 'present', as: 'count' }] }],
  16: [{ section: 'response', list: 'waits', columns: [{ name: 'n', as: 'count' }, { name: 'median_minutes', as: 'minutes' }, { name: 'p90_minutes', as: 'minutes' }] }],
  19: [{ section: 'completeness', list: 'missing', columns: [{ name: 'what', as: 'text' }] }],
}

/** Sections of a question whose figures have lists of people behind them. */
const GROUPS: Record<number, string[]> = {
  16: ['response', 'stalls'],
  17: ['surveys'],
  18: ['repeat', 'next_order', 'rfm'],
}

export function peopleOf<T extends { figure: string }>(number: number, figures: T[]): T[] {
  const wanted = GROUPS[number] ?? []
  return figures.filter((one) => wanted.includes(one.figure.split('/')[0] ?? ''))
}

/** Rows of a table that are shown. */
const SHOWN = 40

export function tablesOf(number: number, map: MonthMap, said: (one: Said) => string): DetailTable[] {
  return (LISTS[number] ?? []).flatMap((one) => {
    const rows = ((map[one.section] as Row | undefined)?.[one.list] as Row[] | undefined) ?? []
    const told = rows.map((row) => ({
      title: said((row.title ?? '') as Said),
      cells: one.columns.map((column) => shown(row[column.name], column.as, said)),
    }))
    const known = told.filter((row) => row.cells.some((cell) => cell !== null)).slice(0, SHOWN)
    return known.length ? [{ columns: one.columns.map((column) => column.name), rows: known }] : []
  })
}

function shown(value: unknown, as: List['columns'][number]['as'], said: (one: Said) => string): Shown | null {
  if (as === 'text') return value === null || value === undefined ? null : { as: 'text', value: said(value as Said) }
  return typeof value === 'number' ? { as, value } : null
}

/** Shares of a section that were made of somebody, under the names that the server gives words to. */
export function figuresOf(number: number, map: MonthMap, names: (section: string) => string[]): Figure[] {
  return (SECTIONS_OF[number] ?? []).flatMap((section) => {
    const told = (map[section] ?? {}) as Row
    return names(section).flatMap((name): Figure[] => {
      const one = told[name] as { rate?: number | null; numerator?: number; denominator?: number } | number | null | undefined
      if (typeof one !== 'object' || one === null || typeof one.rate !== 'number' || !one.denominator) return []
      return [{ section, name, value: { as: 'percent', value: one.rate }, of: { n: one.numerator ?? 0, all: one.denominator } }]
    })
  })
}

/** Sentences that a section says of itself. */
export function remarksOf(number: number, map: MonthMap, language: 'ru' | 'en'): string[] {
  return (SECTIONS_OF[number] ?? []).flatMap((section) => {
    const said = ((map[section] ?? {}) as { remarks?: { words?: Record<string, string> }[] }).remarks ?? []
    return said.map((one) => one.words?.[language] ?? '').filter(Boolean)
  })
}
