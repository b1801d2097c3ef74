/** What the server answers about a funnel. */

import type { Rate } from '../../api/types'

export type {
  Diagnosis, DiagnosisHow, Link, MapNumbers as Overview, NumbersHow as OverviewHow, OfFunnel, PointNumbers, PointOfFunnel, Rate, StageNumbers, StepNumbers,
} from '../../api/types'

/** One step of an answered funnel question. */
export interface AskedStep {
  name: string
  count: number
  rate: Rate
  from_previous: Rate
  in_window: number
}

export interface AskedFunnel {
  steps: AskedStep[]
  groups?: { value: string | null; other: boolean; steps: AskedStep[] }[]
}
