/** What the server tells of the board, and of what may be told by hand. */

import type { CardFacts } from '../../api/types'

export type {
  BoardFacts, BoardHow, CardFacts, Inbox, InboxHow, Offered, OfferedHow, Point, StageFacts, Stands, StepFacts, TaskFacts, TaskList, TasksHow, Team,
  UnsortedFacts, WhoLinked,
} from '../../api/types'

/** Somebody something may be told of. */
export type Someone = Pick<CardFacts, 'person' | 'called' | 'name' | 'name_kind' | 'deal'>

/** What follows: a step that is missing, or by when it is due. */
export type When = NonNullable<CardFacts['when']>
