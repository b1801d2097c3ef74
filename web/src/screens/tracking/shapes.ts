/** The plan of events as the server tells it. */

import type { PlannedPoint } from '../../api/types'

export type {
  Dropped, EventLine, EventPlan as Plan, EventPlanHow as PlanHow, FailedEvent, FailedPage, FromSource, NeededField as Field, PlannedPoint as Point, Replayed,
  WriteKeyMade,
} from '../../api/types'

export type Mark = PlannedPoint['mark']
