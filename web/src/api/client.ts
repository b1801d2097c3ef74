/** Talking to the server: one shape of an answer, one shape of an error. */

export interface Answered<T, H = unknown> {
  answer: T
  how: H
}

/** What the server refused, in the reader's language: what happened and what to do. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly next: string,
    readonly body: Record<string, unknown> = {},
  ) {
    super(message)
  }
}

/** An address of the server as it stands in the workspace this window shows: it is asked of no other. */
export function here(path: string): string {
  const window = typeof location === 'undefined' ? '' : location.pathname
  return (/^\/w\/[^/]+/.exec(window)?.[0] ?? '') + path
}

let stranger = (): void => undefined

/** What to do when the server does not know who asks. */
export function onStranger(act: () => void): void {
  stranger = act
}

/** Told of every refusal that means «sign in first». */
export function heard(fault: Refused): Refused {
  if (fault.status === 401 && (fault.code === 'sign_in_needed' || fault.code === 'token_needed')) stranger()
  return fault
}

export type Query = Record<string, string | number | string[] | undefined | null>

/** Answers on their way that nobody has taken yet. */
const coming = new Map<string, Promise<Response>>()
/** Milliseconds in which an answer asked ahead is to be taken: later it would be of the past. */
const AHEAD = 10_000

/** Ask already for what a screen will ask as soon as it stands; taken once, by the first who asks the same. */
export function askAhead(path: string, query: Query = {}): void {
  const address = path + search(query)
  const answer = fetched(address, {})
  // Whoever takes it hears of what went wrong.
  answer.catch(() => undefined)
  coming.set(address, answer)
  setTimeout(() => coming.delete(address), AHEAD)
}

export async function get<T, H = unknown>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answered<T, H>> {
  const address = path + search(query)
  const ahead = coming.get(address)
  coming.delete(address)
  return ahead ? answered<T, H>(await ahead) : asked<T, H>(address, signal ? { signal } : {})
}

export async function send<T, H = unknown>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body: unknown,
  signal?: AbortSignal,
): Promise<Answered<T, H>> {
  const told: RequestInit = { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
  if (signal) told.signal = signal
  return asked<T, H>(path, told)
}

export function search(query: Query): string {
  const written = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) written.append(name, String(one))
  }
  const text = written.toString()
  return text ? `?${text}` : ''
}

/** One request and its whole answer. */
export async function asked<T, H = unknown>(path: string, options: RequestInit): Promise<Answered<T, H>> {
  return answered<T, H>(await fetched(path, options))
}

/** A server that answers, whatever it says. */
export async function fetched(path: string, options: RequestInit): Promise<Response> {
  return reached(fetch(here(path), { ...options, headers: { accept: 'application/json', ...options.headers } }))
}

/** What a server says, read to the end. */
export async function answered<T, H = unknown>(response: Response): Promise<Answered<T, H>> {
  const body = record(await reached(response.text()))
  // Half an answer, or a gateway's page in place of one, is no answer.
  if (!response.ok || !body) throw heard(refusal(response.ok ? 502 : response.status, body ?? {}, response.statusText))
  return body as unknown as Answered<T, H>
}

/** What the server says of a refusal, with its number where it has no words. */
export function refusal(status: number, body: Record<string, unknown>, said = ''): Refused {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name] : '')
  return new Refused(status, text('code') || `http_${status}`, text('message') || said, text('next'), body)
}

/** What comes over the line, or why it did not: who gave up is told so, everything else is a broken line. */
export async function reached<T>(coming: Promise<T>): Promise<T> {
  try {
    return await coming
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault
    throw new Refused(0, 'offline', '', '')
  }
}

function record(text: string): Record<string, unknown> | null {
  try {
    const read: unknown = JSON.parse(text)
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null
  } catch {
    return null
  }
}
