/** What is told by hand, as the form holds it and as the server takes it. */

import { filledIn, type Asked } from '../../kit/asked'
import { freshId } from '../../kit/ids'
import { moveBody, type Move } from '../../kit/moving'
import type { Offered, Point } from './shapes'

/** Ends of a journey a person may state; the others need a day or are not theirs to say. */
export const ENDS = ['lost', 'disqualified', 'invalid', 'reopened']
export const END = 'end:'

export interface Form {
  id: string
  person: number
  deal: number
  who: string
  what: string
  at: string
  answered: boolean
  amount: string
  reason: string
  note: string
  /** What the stage asks, by field. */
  fields: Record<string, string>
}

/** Fields the form has whatever a stage asks. */
export const GIVEN = ['amount', 'reason', 'note'] as const

/** The moment as an input of date and time shows it, by the reader's own clock. */
export function shownMoment(now: Date): string {
  const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}

/** An id nobody has used. */
export function newId(): string {
  return freshId('hand')
}

/** What goes to the server. The moment of now itself is left to it: its clock may be another. */
export function toldBody(form: Form, opened: string, into = '', asked: Asked[] = []): Record<string, unknown> {
  const end = form.what.startsWith(END)
  const body: Record<string, unknown> = { id: form.id, answered: form.answered }
  whose(body, form)
  body[end ? 'outcome' : 'touchpoint'] = end ? form.what.slice(END.length) : form.what
  when(body, form, opened)
  if (into && !end) body.into = into
  const fields = filledIn(asked, form.fields)
  if (!end && Object.keys(fields).length) body.fields = fields
  for (const name of GIVEN) if (form[name].trim()) body[name] = form[name].trim()
  return body
}

/** A move to a stage, when nothing happened that would lead there. */
export function movedBody(form: Form, opened: string, move: Move, offered: Offered | null): Record<string, unknown> {
  const body: Record<string, unknown> = { id: form.id, ...moveBody(move, offered) }
  whose(body, form)
  when(body, form, opened)
  return body
}

function whose(body: Record<string, unknown>, form: Form): void {
  if (form.person) body.person = form.person
  else if (form.who) body.who = form.who
  if (form.person && form.deal) body.deal = form.deal
}

function when(body: Record<string, unknown>, form: Form, opened: string): void {
  if (form.at && form.at !== opened) body.at = new Date(form.at).toISOString()
}

/** Touchpoints by stage in the map's order, those of one stage first; then those of none. */
export function byStage(offered: Offered, stages: { id: string; title: string }[], first: string): { id: string; title: string; points: Point[] }[] {
  const order = [...stages.filter((one) => one.id === first), ...stages.filter((one) => one.id !== first)]
  const found = order.map((one) => ({ ...one, points: offered.touchpoints.filter((point) => point.stage === one.id) }))
  const loose = offered.touchpoints.filter((point) => !stages.some((one) => one.id === point.stage))
  return [...found, { id: '', title: '', points: loose }].filter((one) => one.points.length > 0)
}
