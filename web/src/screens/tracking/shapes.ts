/** The plan of events as the server tells it. */

export type Mark = 'comes' | 'late' | 'never' | 'unplanned'

export interface FromSource {
  id: string
  title: string | null
  last: string
}

export interface EventLine {
  name: string
  mark: Exclude<Mark, 'unplanned'>
  last: string | null
  day: number
  total: number
  sources: FromSource[]
}

export interface Field {
  name: string
  kind: string
  why: string[]
  /** The events that have it, where the map merely describes it. */
  of: string[]
  example: string | number | boolean
}

export interface Point {
  id: string
  title: string
  stage: string | null
  stage_title: string | null
  channel: string | null
  from: 'buyer' | 'seller'
  mark: Mark
  events: EventLine[]
  steps: EventLine[]
  where: string
  fields: Field[]
}

export interface Plan {
  endpoint: string
  touchpoints: Point[]
  unknown: EventLine[]
  unknown_count: number
}

export interface PlanHow {
  map: string
  edition: number | 'draft'
  as_of: string
  timezone: string
}
