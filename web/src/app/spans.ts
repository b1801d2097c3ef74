/** Periods of the address: days from one up to, and without, another. */

const DAY = 86_400_000

/** One length on or back; null where the period would begin in the future. */
export function moved(from: string, to: string, way: -1 | 1, now: Date): { from: string; to: string | null } | null {
  const begin = Date.parse(`${from.slice(0, 10)}T00:00Z`)
  const today = Date.parse(`${now.toISOString().slice(0, 10)}T00:00Z`)
  const end = to ? Date.parse(`${to.slice(0, 10)}T00:00Z`) : today + DAY
  if (Number.isNaN(begin) || Number.isNaN(end) || end <= begin) return null
  const next = begin + way * (end - begin)
  if (next > today) return null
  const last = next + (end - begin)
  return { from: text(next), to: last > today ? null : text(last) }
}

function text(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
