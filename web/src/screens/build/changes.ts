/** What the steps write, as operations on the draft. */

import { typed } from '../../map/form'
import { newName } from '../../map/names'
import { at, type Path } from '../../map/path'
import type { Element, MapDocument, Operation, Value } from '../../map/shapes'

/** How a text typed at a path becomes a change; taken along when its field has gone. */
export type Write = (document: MapDocument, path: Path, text: string) => Operation[]

/** A text as it is; an empty one takes the field away, a title is never emptied. */
export const plain: Write = (document, path, text) => {
  const value = text.trim()
  const old = at(document, path)
  if (value === String(old ?? '').trim()) return []
  if (value) return [{ op: 'set', path, value }]
  return old === undefined || path.at(-1) === 'title' ? [] : [{ op: 'remove', path }]
}

/** A number; what is none stays as typed, and the check says so. */
export const number: Write = (document, path, text) => {
  const value = typed('number', text)
  const old = at(document, path)
  if (value === (old ?? null)) return []
  return value === null ? [{ op: 'remove', path }] : [{ op: 'set', path, value }]
}

/** A trait of a portrait: the value changes, its source stays. */
export const trait: Write = (document, path, text) => {
  const value = text.trim()
  const old = at(document, path) as Record<string, Value> | string | undefined
  const record = typeof old === 'object' ? old : old === undefined ? {} : { value: old }
  if (value === String(record.value ?? '').trim()) return []
  return value ? [{ op: 'set', path, value: { ...record, value } }] : [{ op: 'remove', path }]
}

/** Where a trait is known from; how sure it is follows from that. */
export function sourced(document: MapDocument, path: Path, source: string): Operation[] {
  const old = at(document, path) as Record<string, Value> | undefined
  if (!old || typeof old !== 'object') return []
  const { source: _, confidence: __, ...rest } = old
  if (!source) return [{ op: 'set', path, value: rest }]
  return [{ op: 'set', path, value: { ...rest, source, confidence: CONFIDENCE[source] ?? 'assumed' } }]
}

/** Sources of a portrait, and how sure what comes from each is. */
export const CONFIDENCE: Record<string, string> = {
  guess: 'assumed', talk: 'observed', calls: 'observed', poll: 'observed', questionnaire: 'measured', analytics: 'measured', crm: 'measured',
}

/** Lines of a text as a list of texts. */
export const lines: Write = (document, path, text) => {
  const value = text.split('\n').map((one) => one.trim()).filter(Boolean)
  const old = at(document, path)
  if (JSON.stringify(value) === JSON.stringify(old ?? [])) return []
  return value.length ? [{ op: 'set', path, value }] : [{ op: 'remove', path }]
}

export interface Made {
  operations: Operation[]
  name: string
}

/** Something new in a list or a mapping of the map, under a name made from its title. */
export function made(document: MapDocument, list: string, title: string, more: Record<string, Value> = {}, otherwise = list): Made {
  const name = newName(document, title, otherwise)
  return { name, operations: [{ op: 'add', path: [list], name, value: { title: title.trim(), ...more } }] }
}

/** A choice of a list; nothing chosen takes the field away. */
export function chosen(document: MapDocument, path: Path, value: string): Operation[] {
  const old = at(document, path)
  if (value) return value === old ? [] : [{ op: 'set', path, value }]
  return old === undefined ? [] : [{ op: 'remove', path }]
}

/** The channel of a touchpoint: the first one; the others, tried after it, stay. */
export function channelled(document: MapDocument, touchpoint: string, channel: string): Operation[] {
  const path: Path = ['touchpoints', touchpoint, 'channel']
  const old = (at(document, path) as string[] | undefined) ?? []
  const rest = old.slice(1).filter((one) => one !== channel)
  const now = channel ? [channel, ...rest] : rest
  if (!now.length) return old.length ? [{ op: 'remove', path }] : []
  return [{ op: 'set', path, value: now }]
}

// ---------------------------------------------------------------- what is a sale here

const DID = /^did ([a-z0-9_]+)$/

/** The touchpoints any of which a rule waits for: «did visit or did call»; null where it says more than that. */
export function actsOf(rule: unknown): string[] | null {
  if (rule === undefined) return []
  if (typeof rule !== 'string') return null
  const found = rule.trim().split(/\s+or\s+/).map((one) => DID.exec(one)?.[1])
  return found.every((one) => one !== undefined) ? (found as string[]) : null
}

/** The rule that waits for any of these acts. */
export function ruleOf(acts: string[]): string {
  return acts.map((one) => `did ${one}`).join(' or ')
}

/** The acts that count as the sale of a touchpoint; its title is taken from the first until it gets its own. */
export function sold(document: MapDocument, touchpoint: string, acts: string[]): Operation[] {
  const path: Path = ['touchpoints', touchpoint, 'sale']
  const old = at(document, path) as Element | undefined
  const [first] = acts
  if (first === undefined) return old === undefined ? [] : [{ op: 'remove', path }]
  const when = ruleOf(acts)
  if (old?.when === when) return []
  if (old) return [{ op: 'set', path: [...path, 'when'], value: when }]
  const title = String((at(document, ['touchpoints', first]) as Element | undefined)?.title ?? first)
  return [{ op: 'set', path, value: { title, when, within: '7d' } }]
}

/** One more step of a small funnel; the first one begins at the touchpoint itself. */
export function stepped(document: MapDocument, touchpoint: string, title: string, act: string): Operation[] {
  const path: Path = ['touchpoints', touchpoint, 'steps']
  const old = at(document, path)
  const step: Value = act ? { title, did: act } : { title }
  if (Array.isArray(old)) return [{ op: 'add', path, value: step }]
  const own = (at(document, ['touchpoints', touchpoint]) as Element | undefined)?.title ?? touchpoint
  return [{ op: 'set', path, value: [{ title: String(own), did: touchpoint }, step] }]
}

/** A step taken out; a funnel of one step is none. */
export function unstepped(document: MapDocument, touchpoint: string, place: number): Operation[] {
  const path: Path = ['touchpoints', touchpoint, 'steps']
  const old = at(document, path)
  if (!Array.isArray(old)) return []
  return old.length <= 2 ? [{ op: 'remove', path }] : [{ op: 'remove', path: [...path, place] }]
}

/** The small funnel proposed: the touchpoint, what is its sale. */
export function proposed(document: MapDocument, touchpoint: string): Operation[] {
  const one = at(document, ['touchpoints', touchpoint]) as Element | undefined
  const sale = one?.sale as Element | undefined
  const act = actsOf(sale?.when)?.at(-1)
  return act ? stepped(document, touchpoint, String(sale?.title ?? act), act) : []
}
