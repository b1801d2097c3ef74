/** What the server says of a map: its picture with the numbers, and its document as it is written. */

import type { ContentChip, KpiBar, PlayChip, TouchCard } from '../../api/types'

export type {
  BackMove, ContentChip, Conversion, Feeling, Felt, FigureName as FigureWords, FlowNumbers, KpiBar, MapOnScreen as MapPicture, NumbersHow as PictureHow,
  OwnerBadge, PlayChip, Returned, StagePicture, Totals, TouchCard,
} from '../../api/types'

export type Health = NonNullable<TouchCard['health']>
export type ContentState = ContentChip['state']
export type PlayState = PlayChip['state']
export type Unit = KpiBar['unit']

// ---------------------------------------------------------------- GET /api/map/{map}/document

/** A record of the document: only what is written; texts as they are written. */
export type DocumentRecord = Record<string, unknown>

/** The document as JSON: named elements carry their name under `stage`, `touchpoint`, `zone`, `lane`. */
export interface MapDocument extends DocumentRecord {
  title?: string
  zones?: DocumentRecord[]
  stages?: DocumentRecord[]
  touchpoints?: DocumentRecord[]
  lanes?: DocumentRecord[]
  owners?: Record<string, DocumentRecord>
  plays?: Record<string, DocumentRecord>
  kpis?: Record<string, DocumentRecord>
  content?: Record<string, DocumentRecord>
}
