/** Kept questions pinned to a map: to itself, to a stage, to a touchpoint. */

import { get, send } from '../api/client'
import type { Pin, PinShown } from '../api/types'
import { count, duration, percent } from './numbers'

export type { Pin, PinShown }

const path = (map: string) => `/api/map/${encodeURIComponent(map)}/pins`

export const pinsOf = (map: string, signal?: AbortSignal) => get<PinShown[]>(path(map), {}, signal)
export const putOn = (map: string, { question, place }: Pin) => send<Pin>('PUT', path(map), { question, place })
export const takeOff = (map: string, { question, place }: Pin) => send<Pin>('DELETE', path(map), { question, place })

/** The number of a pin as people read it. */
export function written(number: PinShown['number'], language: 'ru' | 'en'): string {
  if (number === null || number.value === null) return '—'
  switch (number.as) {
    case 'share':
      return percent(number.value, language)
    case 'days':
      return duration(number.value * 86_400e6, language)
    case 'number':
      return count(number.value, language, Number.isInteger(number.value) ? 0 : 1)
    default:
      return count(number.value, language)
  }
}
