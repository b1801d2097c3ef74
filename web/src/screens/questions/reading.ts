/** Texts of questions as the server reads them, and questions kept in the workspace. */

import type { AskFinding } from '../../api/asking'
import { get, Refused, send, type Answered } from '../../api/client'
import type { PlainRecord } from './plain'

export interface ReadText {
  question: PlainRecord
  findings: AskFinding[]
}

export interface Kept {
  name: string
  title: string
  kind: string
  text: string
}

/** A text as lists, mappings and texts; refused where it is no YAML. */
export async function read(text: string, signal?: AbortSignal): Promise<Answered<ReadText>> {
  let response: Response
  try {
    response = await fetch('/api/questions/read', { method: 'POST', body: text, headers: { 'content-type': 'application/yaml', accept: 'application/json' }, ...(signal ? { signal } : {}) })
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault
    throw new Refused(0, 'offline', '', '')
  }
  const body = (await response.json().catch(() => ({}))) as Record<string, unknown>
  if (!response.ok) throw new Refused(response.status, String(body.code ?? ''), String(body.message ?? ''), String(body.next ?? ''), body)
  return body as unknown as Answered<ReadText>
}

export const kept = (signal?: AbortSignal) => get<Kept[]>('/api/saved', {}, signal)
export const keep = (name: string, text: string, fresh: boolean) => send<Kept>('PUT', `/api/saved/${encodeURIComponent(name)}`, { text, new: fresh })
export const forget = (name: string) => send<{ name: string }>('DELETE', `/api/saved/${encodeURIComponent(name)}`, null)

const LETTERS: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o',
  п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
}

/** A file name for a title: «Кто дошёл?» is kept as kto-doshel. */
export function nameFor(title: string): string {
  const latin = [...title.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join('')
  return latin.normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'question'
}
