/** What columns may be: who, when, what, how much; and what a choice of them still lacks. */

import type { MoreEvent } from './shapes'

export type Group = 'who' | 'when' | 'what' | 'money' | 'campaign' | 'more'

export const FIELD = ''
export const SKIPPED = '-'
/** The date of one more event of the row. */
export const FURTHER = '+'
/** Roles any number of columns may have. */
const SHARED = [FIELD, SKIPPED, FURTHER]

const GROUPS: Record<string, Group> = {
  person_phone: 'who', person_email: 'who', person_id: 'who', device_id: 'who', deal_id: 'who',
  ts: 'when',
  type: 'what', touchpoint: 'what', channel: 'what', result: 'what', reason: 'what',
  amount: 'money', currency: 'money',
  campaign_source: 'campaign', campaign_medium: 'campaign', campaign_name: 'campaign',
  campaign_content: 'campaign', campaign_term: 'campaign',
}
const ORDER: Group[] = ['who', 'when', 'what', 'money', 'campaign', 'more']
const WHO = Object.keys(GROUPS).filter((role) => GROUPS[role] === 'who')

/** The roles the server knows, by what they answer. */
export function grouped(roles: string[]): { group: Group; roles: string[] }[] {
  return ORDER.map((group) => ({
    group,
    roles: roles.filter((role) => (GROUPS[role] ?? 'more') === group).sort((a, b) => place(a) - place(b)),
  })).filter((one) => one.roles.length > 0)
}

function place(role: string): number {
  const at = Object.keys(GROUPS).indexOf(role)
  return at < 0 ? 99 : at
}

/** The choice with one more role given: a role belongs to one column, whoever had it gives it up. */
export function given(chosen: Record<string, string>, header: string, role: string): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [other, had] of Object.entries(chosen)) {
    const taken = other !== header && !SHARED.includes(role) && had === role
    found[other] = taken ? FIELD : had
  }
  found[header] = role
  return found
}

export function headersOf(chosen: Record<string, string>, ...roles: string[]): string[] {
  return Object.keys(chosen).filter((header) => roles.includes(chosen[header] ?? ''))
}

export function who(chosen: Record<string, string>): string[] {
  return headersOf(chosen, ...WHO)
}

/** Further events as the roles want them: each date has one at least, and nothing else has any. */
export function fitting(more: MoreEvent[], chosen: Record<string, string>): MoreEvent[] {
  const dates = headersOf(chosen, FURTHER)
  const bare = dates.filter((column) => !more.some((one) => one.column === column))
  return [...more.filter((one) => dates.includes(one.column)), ...bare.map((column) => ({ column, event: '', where: '', says: [] }))]
}

export type Lack = 'who' | 'when' | 'what' | 'more'

/** What the choice still lacks to be read. */
export function lacks(chosen: Record<string, string>, event: string, snapshot: string, more: MoreEvent[] = []): Lack[] {
  const found: Lack[] = []
  if (!who(chosen).length) found.push('who')
  if (!headersOf(chosen, 'ts').length && !snapshot) found.push('when')
  if (!headersOf(chosen, 'type').length && !event.trim()) found.push('what')
  if (more.some((one) => !one.event.trim() || (one.where && !one.says?.length))) found.push('more')
  return found
}

/** How sure a guess is, in a word. */
export function certainty(sure: number, role: string): 'sure' | 'likely' | 'look' | 'none' {
  if (role === FIELD) return 'none'
  if (sure >= 0.85) return 'sure'
  return sure >= 0.5 ? 'likely' : 'look'
}
