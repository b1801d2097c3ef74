/** Texts of questions as the server reads them, and questions kept in the workspace. */

import { asked, get, send, type Answered } from '../../api/client'
import type { KeptGone, KeptQuestion, ReadText as Read } from '../../api/types'
import type { PlainRecord } from './plain'

export type { KeptQuestion as Kept } from '../../api/types'
export type ReadText = Omit<Read, 'question'> & { question: PlainRecord }

/** A text as lists, mappings and texts; refused where it is no YAML. */
export function read(text: string, signal?: AbortSignal): Promise<Answered<ReadText>> {
  const told = { method: 'POST', headers: { 'content-type': 'application/yaml' }, body: text }
  return asked<ReadText>('/api/questions/read', signal ? { ...told, signal } : told)
}

export const kept = (signal?: AbortSignal) => get<KeptQuestion[]>('/api/saved', {}, signal)
export const keep = (name: string, text: string, fresh: boolean) => send<KeptQuestion>('PUT', `/api/saved/${encodeURIComponent(name)}`, { text, new: fresh })
export const forget = (name: string) => send<KeptGone>('DELETE', `/api/saved/${encodeURIComponent(name)}`, null)

const LETTERS: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o',
  п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
}

/** A file name for a title: «Кто дошёл?» is kept as kto-doshel. */
export function nameFor(title: string): string {
  const latin = [...title.toLowerCase()].map((letter) => LETTERS[letter] ?? letter).join('')
  return latin.normalize('NFKD').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '').slice(0, 60) || 'question'
}
