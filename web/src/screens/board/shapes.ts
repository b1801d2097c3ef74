/** What the server tells of the board, and of what may be told by hand. */

export interface Named {
  person: number
  /** As people call them; empty where nobody said it. */
  called: string
  name: string
  name_kind: string | null
}

/** Somebody something may be told of. */
export interface Someone extends Named {
  deal: number | null
}

/** What follows: a step that is missing, or by when it is due. */
export type When = 'none' | 'overdue' | 'today' | 'tomorrow' | 'later'

export interface StepFacts {
  id: string
  what: string
  kind: string
  role: string | null
  role_title: string | null
  owner: string | null
  created: string
  due: string | null
}

export interface CardFacts extends Someone {
  /** Who looks after them. */
  owner: string | null
  since: string
  /** When silence ends the journey here. */
  due: string | null
  amount: number | null
  /** The amount was said, not paid. */
  stated: boolean
  late: boolean
  step: StepFacts | null
  /** Until when a planned pause lasts, where nothing else is planned. */
  paused: string | null
  /** Null where nobody has talked with them yet. */
  when: When | null
  why: string
}

export interface StageFacts {
  id: string
  title: string
  zone: string | null
  counted_only: boolean
  count: number
  /** Of them, those with such a next step as is asked for. */
  matching: number
  sum: number
  late: number
  steps: Record<When, number>
  norm: number | null
  lost_after: number | null
  owner: string | null
  role: string | null
  rule: string
  cards: CardFacts[]
}

export interface BoardFacts {
  stages: StageFacts[]
}

export interface BoardHow {
  as_of: string
  edition: number | 'draft'
  currency: string
  timezone: string
  unit: 'person' | 'deal'
  cards: number
  sums: 'stated' | 'paid'
}

export interface Point {
  id: string
  title: string
  stage: string | null
  event: string
  channel: string | null
  from_buyer: boolean
  may_be_answered: boolean
  money: boolean
  /** Types of the fields of its event, as the map's vocabulary tells them. */
  fields: Record<string, string>
}

export interface Offered {
  touchpoints: Point[]
  outcomes: string[]
  /** Where somebody may be put by hand. */
  stages: { id: string; title: string }[]
  /** By stage, the fields without which nobody is put there. */
  asks: Record<string, string[]>
  /** What those fields are called by people. */
  field_titles: Record<string, string>
  reasons: { id: string; title: string; group: string | null }[]
}

export interface Stands {
  person: number
  name: string
  stage: string | null
  title: string | null
  status: 'active' | 'lost' | 'closed' | null
}

export interface TaskFacts extends Someone {
  stage: string | null
  stage_title: string | null
  due: string | null
  /** Null where the map itself demands a first answer. */
  step: StepFacts | null
  role?: string | null
  role_title?: string | null
}

export interface TaskList {
  days: { when: Exclude<When, 'none'>; count: number; tasks: TaskFacts[] }[]
  roles: { id: string; title: string; count: number }[]
  owners: { name: string; count: number }[]
}

export interface Team {
  roles: { id: string; title: string }[]
  people: string[]
  me: string | null
}

export interface UnsortedFacts extends Named {
  contacts: { kind: string; value: string }[]
  events: number
  event: string
  at: string
}

export interface Inbox {
  people: UnsortedFacts[]
  more: boolean
}
