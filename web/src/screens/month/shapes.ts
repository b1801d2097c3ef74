/** What the month page takes of the map's answer and of the diagnosis. */

import type { InBoth } from '../../api/types'

export type { Diagnosis, MapNumbers as MonthMap, NumbersHow as MonthHow, PlanLine, Quotient as Value } from '../../api/types'

/** What the map calls it, or words of ours in both languages. */
export type Said = string | InBoth
