/** The plan of events as the server tells it. */

import type { PlannedPoint } from '../../api/types'

export type {
  EventLine, EventPlan as Plan, EventPlanHow as PlanHow, FromSource, NeededField as Field, PlannedPoint as Point,
  WriteKeyMade,
} from '../../api/types'

export type Mark = PlannedPoint['mark']
