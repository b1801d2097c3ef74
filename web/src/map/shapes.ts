/** What the editing addresses of the server take and give. */

import type { Applied, WholeDocument } from '../api/types'
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

export type {
  Applied, CheckedText, Difference, Edit, Edits, Finding, PublishedAs as Edition, PublishedNow, Publishing,
} from '../api/types'

/** GET document, and what every change answers with; the document by its own keys. */
export type Whole = Omit<WholeDocument, 'document'> & { document: MapDocument | null }
/** A step asked for with its document. */
export type Changed = Whole & { applied: Applied }
