/** What the server tells of paths, exactly. */

import type { Took } from '../../api/shapes'
import type { Rate } from '../../api/types'

export type { Incidence, MapNumbers as MapAnswer } from '../../api/types'

export interface TransitionsAnswer {
  trails: number
  units: number
  nodes: { node: string; count: number; rate: Rate; starts: number; ends: number }[]
  transitions: { from: string; to: string; count: number; rate: Rate; took?: Took }[]
}

export interface Credit {
  model: string
  label: string | null
  title?: string
  other: boolean
  untouched: boolean
  conversions: number
  share: number
  low?: number
  high?: number
}

export interface AttributionAnswer {
  conversions: number
  lost: number
  credits: Credit[]
  remarks?: { code: string; model: string; words: Record<'ru' | 'en', string> }[]
}
