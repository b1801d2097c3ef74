/** What charts are drawn from. */

export interface Bar {
  id: string
  title: string
  value: number
  shown: string
  /** Beside the number, quieter. */
  note?: string
  /** What it was before: the rest is hatched. */
  before?: number | null
  quiet?: boolean
  said: string
}

export interface Dot {
  row: string
  series: string
  value: number
  low?: number | null
  high?: number | null
  said: string
}

export interface Column {
  id: string
  /** Under the column, where there is room. */
  title: string
  count: number
  /** Within the band that is marked. */
  inside?: boolean
  said: string
}

export interface LinePoint {
  x: number
  y: number | null
  low?: number | null
  high?: number | null
  said: string
}
export interface Line {
  id: string
  title: string
  points: LinePoint[]
}

export const TONES = ['flow', 'gain', 'loss', 'back', 'warn', 'ink', 'mail', 'find'] as const

export interface MatrixCell {
  from: string
  to: string
  /** 0…1: how deep the colour is; null where there is nothing to be told. */
  share: number | null
  big: string
  small: string
  tone?: 'flow' | 'back' | 'same'
  said: string
}
