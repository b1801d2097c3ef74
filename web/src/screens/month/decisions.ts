/** A decision of the month as it is written down, and how its number is told. */

import type { DecisionKept, DecisionNow, DecisionNumber, DecisionOutcome, MonthDecisions } from '../../api/types'
import { monthOf, shifted } from './months'
import type { Diagnosis } from './shapes'
import type { Shown } from './twenty'

export type Moving = DecisionKept['moves']
export const MOVING: readonly Moving[] = ['rate', 'lost', 'won', 'net']

export type { DecisionNow as Decision, DecisionOutcome as Outcome, DecisionNumber, MonthDecisions }

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

export function formOf(one: DecisionNow): Form {
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
