/** Deadlines in words, and what a form of a next step sends. */

import { duration, moment, timeOfDay } from '../../kit/numbers'
import { t, words } from '../../kit/words.svelte'
import type { Someone, StepFacts, When } from './shapes'

const DAY_MS = 86_400_000

export interface StepForm {
  id: string
  what: string
  day: string
  time: string
  role: string
  owner: string
}

/** The day of a moment as its own zone writes it. */
export function dayOf(at: string): string {
  return at.slice(0, 10)
}

/** A day some days from another one. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** A deadline of a mere day: the last moment of it. */
export function isWholeDay(due: string): boolean {
  return /T23:59:59\.9/.test(due)
}

/** Where a deadline stands beside now, by the days of the map's zone. */
export function whenOf(due: string | null, now: string): Exclude<When, 'none'> {
  if (due === null) return 'later'
  if (Date.parse(due) < Date.parse(now)) return 'overdue'
  const today = dayOf(now)
  if (dayOf(due) <= today) return 'today'
  return dayOf(due) === dayAfter(today, 1) ? 'tomorrow' : 'later'
}

/** By when, in as few words as a card has room for. */
export function dueWords(due: string | null, now: string, zone: string): string {
  if (due === null) return t('task.no_due')
  const when = whenOf(due, now)
  if (when === 'overdue') return t('task.late_for', { for: duration((Date.parse(now) - Date.parse(due)) * 1_000, words.language) })
  const hour = isWholeDay(due) ? '' : `, ${timeOfDay(due, words.language, zone)}`
  if (when !== 'later') return t(`task.at.${when}`) + hour
  return moment(due, words.language, zone, false) + hour
}

/** The same where there is hardly any room: how long it is over, or its day alone. */
export function shortDue(due: string | null, now: string, zone: string): string {
  if (due === null) return ''
  const when = whenOf(due, now)
  if (when === 'overdue') return duration((Date.parse(now) - Date.parse(due)) * 1_000, words.language)
  if (when === 'today' && !isWholeDay(due)) return timeOfDay(due, words.language, zone)
  if (when !== 'later') return t(`task.at.${when}`)
  return moment(due, words.language, zone, false)
}

/** What the server takes. */
export function stepBody(form: StepForm, whom: Someone[], instead: StepFacts | null): Record<string, unknown> {
  const body: Record<string, unknown> = {
    id: form.id,
    whom: whomOf(whom),
    what: form.what.trim(),
    due: form.time ? `${form.day}T${form.time}` : form.day,
  }
  if (form.role) body.role = form.role
  if (form.owner.trim()) body.owner = form.owner.trim()
  if (instead) body.instead = instead.id
  return body
}

/** People as the server numbers them. */
export function whomOf(people: { person: number; deal: number | null }[]): { person: number; deal: number }[] {
  return people.map((one) => ({ person: one.person, deal: one.deal ?? 0 }))
}

/** The tasks asked for: of the moment, and of those chosen as `=name`, nobody's under an empty name. */
export function tasksQuery(moments: object, role: string, owner: string): string {
  const query = new URLSearchParams()
  for (const [name, one] of Object.entries(moments)) if (typeof one === 'string' && one) query.set(name, one)
  if (role.startsWith('=')) query.set('role', role.slice(1))
  if (owner.startsWith('=')) query.set('owner', owner.slice(1))
  return query.toString()
}
