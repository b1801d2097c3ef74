/** The journal in words: unknown deeds are told as they are written. */

import type { Deed } from './shapes'

export const DEEDS = new Set([
  'signed_in', 'sign_in_failed', 'signed_out', 'joined', 'user_added', 'invited', 'invitation_withdrawn', 'role_changed',
  'disabled', 'enabled', 'renamed', 'password_changed', 'key_made', 'key_switched_off', 'key_switched_on', 'published', 'places_changed',
  'map_link_made', 'map_link_ended', 'decided', 'decided_anew', 'undecided', 'note_removed', 'merge_undone', 'merge_redone',
  'people_exported', 'person_exported', 'person_erased', 'refused', 'map_made', 'pinned', 'unpinned', 'backed_up',
  'person_moved', 'people_moved',
])

/** Details whose values are told alone, as whoever reads knows what they are. */
const PLAIN = new Set(['title', 'name', 'role', 'kind', 'login', 'map', 'workspace', 'file', 'reason'])

/**
 * The details of a deed that say something to a reader.
 * `word` tells what a role or a kind of key is called, and a detail itself as a `label`; a change is told by an arrow.
 */
export function details(deed: Deed, word: (name: string, value: string) => string): string {
  const { before, after, from, to, ...rest } = deed.details
  const told = Object.entries(rest).map(([name, value]) => (PLAIN.has(name) ? word(name, value) : `${word('label', name)}: ${value}`))
  const [was, is] = [before ?? from, after ?? to]
  if (was !== undefined && is !== undefined) told.push(`${word('role', was)} → ${word('role', is)}`)
  else if ((was ?? is) !== undefined) told.push(word('role', (was ?? is)!))
  return told.join(', ')
}

/** Days of the journal, each with its deeds, in the order given. */
export function byDays(deeds: Deed[], day: (at: string) => string): { day: string; deeds: Deed[] }[] {
  const days: { day: string; deeds: Deed[] }[] = []
  for (const deed of deeds) {
    const name = day(deed.at)
    const last = days.at(-1)
    if (last?.day === name) last.deeds.push(deed)
    else days.push({ day: name, deeds: [deed] })
  }
  return days
}
