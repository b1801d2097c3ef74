/** What the table of the plan says, reckoned from the plan. */

import type { EventLine, Field, FromSource, Mark, Point } from './shapes'

export const MARKS: Mark[] = ['comes', 'late', 'never', 'unplanned']

/** How many touchpoints bear each mark. */
export function summary(points: Point[]): Record<Mark, number> {
  const found: Record<Mark, number> = { comes: 0, late: 0, never: 0, unplanned: 0 }
  for (const one of points) found[one.mark] += 1
  return found
}

/** The latest of all its events; null when none ever came. */
export function lastOf(point: Point): string | null {
  const all = point.events.map((one) => one.last).filter((one) => one !== null)
  return all.sort((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null
}

export function dayOf(point: Point): number {
  return point.events.reduce((sum, one) => sum + one.day, 0)
}

/** Microseconds between a moment and the present of the server. */
export function since(at: string, now: string): number {
  return Math.max(0, Date.parse(now) - Date.parse(at)) * 1_000
}

/** Sources of all its events, each once, the latest first. */
export function sourcesOf(events: EventLine[]): FromSource[] {
  const latest = new Map<string, FromSource>()
  for (const one of events.flatMap((event) => event.sources)) {
    const known = latest.get(one.id)
    if (!known || Date.parse(one.last) > Date.parse(known.last)) latest.set(one.id, one)
  }
  return [...latest.values()].sort((a, b) => Date.parse(b.last) - Date.parse(a.last))
}

/** What a source is called: a key of the words with its values, or its own title. */
export function sourceName(source: FromSource): { key: string; name: string } | string {
  if (source.id === 'hand') return { key: 'tracking.from_hand', name: '' }
  for (const [prefix, key] of [['file:', 'tracking.from_file'], ['costs:', 'tracking.from_costs']] as const) {
    if (source.id.startsWith(prefix)) return { key, name: source.id.slice(prefix.length) }
  }
  return source.title ?? source.id
}

/** Fields the map cannot do without, and those it merely describes. */
export function split(fields: Field[]): { needed: Field[]; wished: Field[] } {
  const needed = fields.filter((one) => one.why.some((why) => why !== 'declared'))
  return { needed, wished: fields.filter((one) => !needed.includes(one)) }
}

/** The fields of one of the touchpoint's events. */
export function fieldsOf(point: Point, event: string): Field[] {
  if (!point.events.some((one) => one.name === event)) return []
  return point.fields.filter((one) => !one.of.length || one.of.includes(event))
}
