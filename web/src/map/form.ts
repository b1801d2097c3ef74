/** Forms of elements: the fields the schema gives each kind, and how what is typed becomes a value. */

import { get } from '../api/client'
import type { SchemaField, SchemaKind, SchemaKinds, SchemaOption } from '../api/types'
import { words } from '../kit/words.svelte'
import { NAMED } from './path'
import type { MapDocument, Value } from './shapes'

export type { SchemaField as Field, SchemaKind as FieldKind, SchemaOption as Named }

/** Fields without which an element does nothing: shown empty too, so that a newcomer sees what is missing. */
export const MAIN: Record<string, string[]> = {
  stage: ['title', 'buyer_asks', 'lost_after', 'norm', 'plan', 'owner'],
  touchpoint: ['title', 'stage', 'event', 'from', 'channel', 'buyer', 'seller', 'sale', 'owner'],
}

const asked = new Map<string, Promise<Record<string, SchemaField[]>>>()

/** The fields of every kind, in the reader's language; asked once. */
export function forms(): Promise<Record<string, SchemaField[]>> {
  const { language } = words
  let found = asked.get(language)
  if (!found) {
    found = get<SchemaKinds>('/api/map-schema', { lang: language }).then(({ answer }) => answer.kinds)
    asked.set(language, found)
    found.catch(() => asked.delete(language))
  }
  return found
}

/** Where names of a kind stand in the document. */
const LISTS: Record<string, string> = {
  zone: 'zones', stage: 'stages', touchpoint: 'touchpoints', segment: 'segments', owner: 'owners', content: 'content',
  script: 'scripts', tool: 'tools', instruction: 'instructions', kpi: 'kpis', action: 'actions', problem: 'problems',
  experiment: 'experiments', channel: 'channels', variant: 'variants', play: 'plays', goal: 'goals', persona: 'personas', reason: 'loss_reasons',
}

/** What a reference may name, by what people call it. */
export function namesOf(document: MapDocument, kinds: string[]): SchemaOption[] {
  return kinds.flatMap((kind) => {
    const list = LISTS[kind] ?? ''
    const found = document[list]
    if (Array.isArray(found)) {
      const key = NAMED[list] ?? ''
      return (found as Record<string, unknown>[]).map((one) => named(String(one[key]), one))
    }
    return found !== null && typeof found === 'object' ? Object.entries(found).map(([name, one]) => named(name, one)) : []
  })
}

function named(value: string, record: unknown): SchemaOption {
  const title = record !== null && typeof record === 'object' && 'title' in record ? String(record.title) : value
  return { value, title }
}

/** What was typed, as the document keeps it; null takes the field away. A wrong number stays as typed: the server says why. */
export function typed(kind: SchemaKind['kind'], text: string): Value {
  const plain = text.trim()
  if (!plain) return null
  if (kind === 'flag') return plain === 'true'
  if (kind === 'number') {
    const value = Number(plain.replace(/[\s\u00a0]/g, '').replace(',', '.').replace('−', '-'))
    return Number.isFinite(value) ? value : plain
  }
  return plain
}

/** A value as it is typed. */
export function shown(value: unknown): string {
  return value === undefined || value === null || typeof value === 'object' ? '' : String(value)
}
