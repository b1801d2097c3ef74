/** What the server tells of the board, and of what may be told by hand. */

export interface CardFacts {
  person: number
  deal: number | null
  name: string
  name_kind: string | null
  since: string
  /** When silence ends the journey here. */
  due: string | null
  amount: number | null
  /** The amount was said, not paid. */
  stated: boolean
  late: boolean
  why: string
}

export interface StageFacts {
  id: string
  title: string
  zone: string | null
  counted_only: boolean
  count: number
  sum: number
  late: number
  norm: number | null
  lost_after: number | null
  owner: string | null
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
}

export interface Offered {
  touchpoints: Point[]
  outcomes: string[]
  reasons: { id: string; title: string; group: string | null }[]
}

export interface Stands {
  person: number
  name: string
  stage: string | null
  title: string | null
  status: 'active' | 'lost' | 'closed' | null
}
