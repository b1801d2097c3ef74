/** What the server answers about people. */

import type { BehindHow as FigureHow, BehindOne, Someone } from '../../api/types'

export type {
  EntryWords, FigureName, Journey, JourneyWords, Merge, MergeApart, Note, Person, SaidName, StoryEntry as Entry,
} from '../../api/types'

/** Of the people of a question's answer no more is known than who they are. */
export type Listed = Someone & Partial<BehindOne>

/** `GET /api/map/{map}/people/{figure}`, and `POST /api/ask?people=…`. */
export interface Behind {
  count: number
  people: Listed[]
}
export type BehindHow = Partial<FigureHow>
