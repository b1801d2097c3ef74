/** The form of a question, made of the JSON Schema the server tells: which control each key gets. */

export interface Schema {
  type?: string
  const?: string
  enum?: string[]
  anyOf?: Schema[]
  items?: Schema
  properties?: Record<string, Schema>
  additionalProperties?: Schema | boolean
  required?: string[]
  description?: string
  examples?: string[]
  minimum?: number
  maximum?: number
  pattern?: string
}

export interface Vocabulary {
  oneOf: Schema[]
}

/** What is asked of a person where a key is written. */
export type Control =
  | { kind: 'choice'; options: string[] }
  | { kind: 'choices'; options: string[] }
  | { kind: 'flag' }
  | { kind: 'number'; least?: number; most?: number; whole: boolean }
  | { kind: 'numbers' }
  | { kind: 'length' }
  | { kind: 'moment' }
  | { kind: 'rule' }
  | { kind: 'name'; of: NameKind }
  | { kind: 'names'; of: NameKind }
  | { kind: 'item'; fields: Field[] }
  | { kind: 'items'; fields: Field[] }
  | { kind: 'record'; fields: Field[] }
  | { kind: 'records'; fields: Field[] }
  | { kind: 'pairs' }
  | { kind: 'question' }
  | { kind: 'text' }

export type NameKind = 'event' | 'touchpoint' | 'stage' | 'segment' | 'field' | 'trait' | 'map'

export interface Field {
  key: string
  control: Control
  needed: boolean
  meaning: string
}

export interface KindForm {
  kind: string
  /** What the kind itself asks; what it cannot do without stands first. */
  own: Field[]
  /** Of whom, when. */
  common: Field[]
}

const COMMON = ['from', 'to', 'last', 'as_of', 'who', 'segment', 'where', 'per']
const HIDDEN = ['question', 'title', 'map']
/** How a row is recognised: anything that may have these is a step. */
const SOURCES = ['event', 'touchpoint', 'stage'] as const
const FIELDS = new Set(['field', 'amount', 'value', 'correlate'])

export function formsOf(vocabulary: Vocabulary): KindForm[] {
  return vocabulary.oneOf.map((schema) => {
    const kind = schema.properties?.question?.const ?? ''
    const fields = fieldsOf(schema).filter((one) => !HIDDEN.includes(one.key))
    const own = fields.filter((one) => !COMMON.includes(one.key))
    return {
      kind,
      own: [...own.filter((one) => one.needed), ...own.filter((one) => !one.needed)],
      common: COMMON.flatMap((key) => fields.filter((one) => one.key === key)),
    }
  })
}

export function fieldsOf(schema: Schema): Field[] {
  const needed = schema.required ?? []
  return Object.entries(schema.properties ?? {}).map(([key, inner]) => ({
    key,
    control: controlOf(key, inner),
    needed: needed.includes(key),
    meaning: inner.description ?? '',
  }))
}

export function controlOf(key: string, schema: Schema): Control {
  const { several, each } = single(schema)
  const record = recordIn(each)
  if (record) {
    const fields = fieldsOf(record)
    const step = SOURCES.every((name) => name in (record.properties ?? {}))
    if (step) return several ? { kind: 'items', fields } : { kind: 'item', fields }
    return several ? { kind: 'records', fields } : { kind: 'record', fields }
  }
  if (each.type === 'object') return each.additionalProperties ? { kind: 'pairs' } : { kind: 'question' }
  if (each.enum) return several ? { kind: 'choices', options: each.enum } : { kind: 'choice', options: each.enum }
  if (each.type === 'boolean') return { kind: 'flag' }
  if (each.type === 'integer' || each.type === 'number') return several ? { kind: 'numbers' } : number(each)
  const name = nameKind(key)
  if (name) return several ? { kind: 'names', of: name } : { kind: 'name', of: name }
  return textual(each)
}

/** Whether a list may stand here, and what one of it is. */
function single(schema: Schema): { several: boolean; each: Schema } {
  const choices = schema.anyOf
  if (!choices) return { several: false, each: schema }
  const list = choices.find((one) => one.type === 'array')
  const each = choices.find((one) => one.type !== 'array')
  // A step alone: its event by name, several of them, or a record.
  const short = choices.find((one) => one.type === 'object')
  if (short && !list) return { several: false, each: schema }
  if (!list?.items) return { several: false, each: each ?? schema }
  return { several: true, each: list.items }
}

function recordIn(schema: Schema): Schema | null {
  if (schema.type === 'object' && schema.properties) return schema
  const inner = (schema.anyOf ?? []).map(recordIn).find((one) => one !== null)
  return inner ?? null
}

function number(schema: Schema): Control {
  const found: Control = { kind: 'number', whole: schema.type === 'integer' }
  if (schema.minimum !== undefined) found.least = schema.minimum
  if (schema.maximum !== undefined) found.most = schema.maximum
  return found
}

function nameKind(key: string): NameKind | null {
  if (key === 'event' || key === 'touchpoint' || key === 'stage' || key === 'segment') return key
  if (key === 'segments') return 'segment'
  if (key === 'traits') return 'trait'
  return FIELDS.has(key) ? 'field' : null
}

function textual(schema: Schema): Control {
  const example = schema.examples?.[0] ?? ''
  if (/^\d{4}-/.test(example)) return { kind: 'moment' }
  if (/^\d+[a-z]$/.test(example)) return { kind: 'length' }
  if (example.includes('==')) return { kind: 'rule' }
  return { kind: 'text' }
}

/** The default a meaning ends with: «… How many periods. 8» says 8. */
export function defaultOf(meaning: string): string {
  const last = /\.\s+([^.]+)$/.exec(meaning)?.[1] ?? ''
  return last.length <= 24 ? last : ''
}
