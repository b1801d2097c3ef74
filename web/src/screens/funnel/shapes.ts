/** What the server answers about a funnel. */

export type {
  Diagnosis, DiagnosisHow, FunnelAnswer, FunnelStep, Link, MapNumbers as Overview, NumbersHow as OverviewHow, OfFunnel, PointNumbers, PointOfFunnel, Rate,
  StageNumbers, StepNumbers,
} from '../../api/types'
