/** A decision of the month as it is written down, and how its number is told. */

import type { Rate } from '../../api/shapes'
import { monthOf, shifted } from './months'
import type { Diagnosis } from './shapes'
import type { Shown } from './twenty'

export type Moving = 'rate' | 'lost' | 'won' | 'net'
export const MOVING: readonly Moving[] = ['rate', 'lost', 'won', 'net']

export interface DecisionNumber {
  value: number | null
  share: Rate | null
}

export interface Decision {
  month: string
  stage: string
  /** What people call the link; null where the map has it no more. */
  title: { ru: string; en: string } | null
  change: string
  owner: string
  due: string
  moves: Moving
  target: number
  made: string
  /** Says which decision was seen to whoever writes over it. */
  seen: string
  by: string
  now: DecisionNumber
}

export interface Outcome extends Decision {
  then: DecisionNumber
  verdict: 'reached' | 'better' | 'worse' | 'not_proven' | 'few' | 'unknown'
}

export interface MonthDecisions {
  month: string
  decisions: Decision[]
  earlier: Outcome[]
}

/** What stands in the fields of the form; a share is typed as per cent. */
export interface Form {
  change: string
  owner: string
  due: string
  moves: Moving
  target: number | null
}

/** A form to begin with: the reference of the link as the target, two months to get there. */
export function begun(month: string, worst: NonNullable<Diagnosis['worst']>): Form {
  const here = monthOf(month)!
  const after = shifted(here, 2)
  const last = new Date(Date.UTC(after.year, after.month - 1, 0))
  const target = worst.reference ? asTyped('rate', worst.reference.rate) : null
  return { change: '', owner: '', due: last.toISOString().slice(0, 10), moves: 'rate', target }
}

export function formOf(one: Decision): Form {
  return { change: one.change, owner: one.owner, due: one.due, moves: one.moves, target: asTyped(one.moves, one.target) }
}

/** The form as the server takes it. */
export function bodyOf(form: Form, seen: string | null): Record<string, unknown> {
  const target = form.moves === 'rate' ? (form.target ?? 0) / 100 : (form.target ?? 0)
  return { ...form, target, ...(seen === null ? {} : { seen }) }
}

/** Per cent without the tail that binary fractions have. */
function asTyped(moves: Moving, target: number): number {
  return moves === 'rate' ? Math.round(target * 1e6) / 1e4 : target
}

const SHOWN: Record<Moving, 'percent' | 'count' | 'money'> = { rate: 'percent', lost: 'count', won: 'count', net: 'money' }

/** A number of this kind, to be written. */
export function shown(moves: Moving, value: number | null): Shown | null {
  return value === null ? null : { as: SHOWN[moves], value }
}

/** Whether the day by which it was to be done has passed. */
export function isOver(due: string, today: Date): boolean {
  const pad = (part: number) => String(part).padStart(2, '0')
  return due < `${today.getFullYear()}-${pad(today.getMonth() + 1)}-${pad(today.getDate())}`
}
