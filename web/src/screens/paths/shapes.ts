/** What the server tells of paths. */

export type { AskedCredit as Credit, AttributionAnswer, Incidence, MapNumbers as MapAnswer, PathsAnswer, TransitionsAnswer } from '../../api/types'
