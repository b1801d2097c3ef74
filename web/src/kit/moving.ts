/** Somebody put on a stage by hand: what is asked for it, and what the server takes. */

import { askedOf, filledIn, type Asked, type Asking } from './asked'

export interface Move {
  stage: string
  reason: string
  /** What the stage asks of whoever is put there, by field. */
  fields: Record<string, string>
}

/** What `GET …/by-hand` tells of it. */
export interface Movable extends Asking {
  stages: { id: string; title: string }[]
}

export function noMove(stage = ''): Move {
  return { stage, reason: '', fields: {} }
}

/** Fields a stage asks besides the reason, which is asked anyway. */
export function askedOfMove(offered: Movable | null, stage: string): Asked[] {
  return askedOf(offered, stage, ['reason'])
}

/** Whether all is there that is asked. */
export function isWhole(move: Move, offered: Movable | null): boolean {
  return move.stage !== '' && move.reason.trim() !== '' && askedOfMove(offered, move.stage).every(({ name }) => (move.fields[name] ?? '').trim() !== '')
}

/** The move as it goes to the server; an amount and a note have places of their own there. */
export function moveBody(move: Move, offered: Movable | null): Record<string, unknown> {
  const told = Object.entries(filledIn(askedOfMove(offered, move.stage), move.fields))
  const own = told.filter(([name]) => ['amount', 'note'].includes(name))
  const fields = told.filter(([name]) => !['amount', 'note'].includes(name))
  return { stage: move.stage, reason: move.reason.trim(), ...Object.fromEntries(own), ...(fields.length ? { fields: Object.fromEntries(fields) } : {}) }
}
