/** A question as lists, mappings and texts: what a form edits and YAML says; types are the server's. */

export type Plain = string | Plain[] | { [key: string]: Plain }
export type PlainRecord = { [key: string]: Plain }

const PLAIN = /^[^\s\-?:,[\]{}#&*!|>'"%@`~=][^\n\r\t#:,[\]{}&*!|>'"%@`]*$/u
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/

/** A question as YAML, in the order people write: the kind first, then what it asks, then of whom. */
export function yamlOf(question: PlainRecord): string {
  const lines: string[] = []
  for (const key of ordered(Object.keys(question))) write(lines, key, question[key]!, 0)
  return lines.length ? lines.join('\n') + '\n' : ''
}

const FIRST = ['question', 'title', 'map']
const LAST = ['per', 'from', 'to', 'last', 'as_of', 'where', 'who', 'segment']

function ordered(keys: string[]): string[] {
  const place = (key: string) => (FIRST.includes(key) ? FIRST.indexOf(key) : LAST.includes(key) ? 200 + LAST.indexOf(key) : 100)
  return keys.map((key, at) => ({ key, at })).sort((a, b) => place(a.key) - place(b.key) || a.at - b.at).map((one) => one.key)
}

function write(lines: string[], key: string, value: Plain, depth: number): void {
  const margin = '  '.repeat(depth)
  if (typeof value === 'string') lines.push(`${margin}${scalar(key)}: ${scalar(value)}`)
  else if (Array.isArray(value)) {
    const short = inline(value)
    if (short !== null && short.length < 72) lines.push(`${margin}${scalar(key)}: ${short}`)
    else {
      lines.push(`${margin}${scalar(key)}:`)
      for (const one of value) item(lines, one, depth + 1)
    }
  } else if (!Object.keys(value).length) lines.push(`${margin}${scalar(key)}: {}`)
  else {
    lines.push(`${margin}${scalar(key)}:`)
    for (const [name, inner] of Object.entries(value)) write(lines, name, inner, depth + 1)
  }
}

function item(lines: string[], value: Plain, depth: number): void {
  const margin = '  '.repeat(depth)
  if (typeof value === 'string') lines.push(`${margin}- ${scalar(value)}`)
  else if (Array.isArray(value)) lines.push(`${margin}- ${inline(value) ?? '[]'}`)
  else {
    const inner: string[] = []
    for (const [name, one] of Object.entries(value)) write(inner, name, one, depth + 1)
    if (!inner.length) lines.push(`${margin}- {}`)
    inner.forEach((line, at) => lines.push(at ? line : `${margin}- ${line.trimStart()}`))
  }
}

/** A list of texts in one line; null where something in it is no text. */
function inline(values: Plain[]): string | null {
  const texts = values.filter((one): one is string => typeof one === 'string')
  return texts.length === values.length ? `[${texts.map(scalar).join(', ')}]` : null
}

/** A text as YAML reads it back: as it is, or in quotes. */
export function scalar(text: string): string {
  if (CONTROL.test(text)) return JSON.stringify(text)
  if (PLAIN.test(text) && text === text.trim()) return text
  return `'${text.replaceAll("'", "''")}'`
}

/** Which key of the question a line of its YAML belongs to. */
export function keyAt(text: string, line: number): string {
  let found = ''
  text.split('\n').slice(0, line).forEach((one) => {
    const key = /^([A-Za-z_]+):/.exec(one)?.[1]
    if (key) found = key
  })
  return found
}

/** Whether a value says nothing: a field left empty is not asked for. */
export function blank(value: Plain | undefined): boolean {
  if (value === undefined) return true
  if (typeof value === 'string') return value.trim() === ''
  if (Array.isArray(value)) return value.every(blank)
  return Object.values(value).every(blank)
}

/** A question without the fields that say nothing. */
export function trimmed(question: PlainRecord): PlainRecord {
  const found: PlainRecord = {}
  for (const [key, value] of Object.entries(question)) if (!blank(value)) found[key] = pruned(value)
  return found
}

function pruned(value: Plain): Plain {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) {
    const left = value.filter((one) => !blank(one)).map(pruned)
    return left.length === 1 && typeof left[0] !== 'string' ? left : left
  }
  return trimmed(value)
}

export function asList(value: Plain | undefined): Plain[] {
  if (value === undefined) return []
  return Array.isArray(value) ? value : [value]
}

export function asText(value: Plain | undefined): string {
  return typeof value === 'string' ? value : ''
}

export function asRecord(value: Plain | undefined): PlainRecord {
  return value !== undefined && typeof value === 'object' && !Array.isArray(value) ? value : {}
}
