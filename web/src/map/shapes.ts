/** What the editing addresses of the server take and give. */

import type { Path } from './path'

export type Value = string | number | boolean | null | Value[] | { [key: string]: Value }

export interface Place {
  before?: string | number
  after?: string | number
  at?: number
}

export type Operation =
  | { op: 'set'; path: Path; value: Value }
  | { op: 'remove'; path: Path }
  | ({ op: 'add'; path: Path; value: Value; name?: string } & Place)
  | ({ op: 'move'; path: Path; stage?: string | null } & Place)
  | { op: 'rename'; path: Path; name: string }

export interface Element {
  title?: string
  [key: string]: Value | undefined
}

export interface MapDocument {
  map: string
  title?: string
  zones?: Element[]
  stages?: Element[]
  touchpoints?: Element[]
  [key: string]: unknown
}

export interface Finding {
  severity: 'refused' | 'error' | 'launch' | 'note'
  code: string
  rule?: string
  message: string
  next: string
  line: number
  column?: number
  path: Path
}

export interface Edition {
  number: number
  published: string
  reason: string
}

/** GET document, and what every change answers with. */
export interface Whole {
  map: string
  edition: string
  text: string
  digest: string
  version: number
  document: MapDocument | null
  lines: Record<string, number>
  said: Record<string, string>
  findings: Finding[]
  editions: Edition[]
  published: number | null
  changed: boolean
  can_undo: boolean
  can_redo: boolean
  undo: string | null
  redo: string | null
}

export interface Applied {
  version: number
  words: string
  touched: Path[]
  names: Record<string, string>
  rebased: boolean
  repeated: boolean
  nothing: boolean
}

export type Changed = Whole & { applied: Applied }

export interface Edit {
  version: number
  kind: 'operations' | 'text' | 'outside' | 'undo' | 'redo'
  who: string
  at: string
  words: string
  touched: Path[]
  undone: boolean
  of: number | null
}

export interface Difference {
  kind: 'added' | 'removed' | 'moved' | 'renamed' | 'changed'
  element: string
  path: Path
  title: string
  words: string
}

/** GET publish: what it would do. */
export interface Publishing {
  base: string
  possible: boolean
  same: boolean
  edition: number
  before: number | null
  changes: Difference[]
  people: {
    active: number
    stay: number
    moves: { from: string | null; from_title: string | null; to: string | null; to_title: string | null; count: number }[]
    words: string[]
  } | null
  in_the_way: Finding[]
  advice: Finding[]
}
