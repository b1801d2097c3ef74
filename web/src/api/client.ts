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

export async function get<T, H = unknown>(path: string, query: Query = {}, signal?: AbortSignal): Promise<Answered<T, H>> {
  return asked<T, H>(path + search(query), signal ? { signal } : {})
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

async function asked<T, H>(path: string, options: RequestInit): Promise<Answered<T, H>> {
  let response: Response
  try {
    response = await fetch(path, { ...options, headers: { accept: 'application/json', ...options.headers } })
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault
    throw new Refused(0, 'offline', '', '')
  }
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (!response.ok) {
    const { code, message, next } = body as { code?: string; message?: string; next?: string }
    throw heard(new Refused(response.status, code ?? `http_${response.status}`, message ?? response.statusText, next ?? '', body))
  }
  return body as unknown as Answered<T, H>
}
