/** Made from the server's shapes by `make docs`; edit those. */

/** How many of the leads handed over are taken. */
export interface AcceptanceSection {
  handed: number
  acceptance: Rate
  undecided: number
  decided: number
  median_minutes: number | null
  p80_minutes: number | null
  p90_minutes: number | null
  in_time: Rate
  rejected: number
  overdue: number
  within: string
  enough: Enough
  unasked: number
  reasons: RejectReason[]
  owners: HandedTo[]
  calendar: Calendar
  remarks: Remark[]
}

/** An account, without anything that opens it. */
export interface Account {
  id: string
  name: string
  login: string
  role: 'analyst' | 'manager' | 'marketer' | 'owner' | 'seller' | 'seo' | 'service' | 'viewer'
  /** In a home: workspaces with the role in each; none is all. */
  places: Record<string, 'analyst' | 'manager' | 'marketer' | 'owner' | 'seller' | 'seo' | 'service' | 'viewer'>
  disabled: boolean
  created: string
  last_seen: string | null
  you: boolean
}

/** What is to be different about an account. */
export interface AccountChange {
  role?: string | null
  disabled?: boolean | null
  name?: string | null
  places?: Record<string, string> | null
}

/** Leads and customers against what they cost. */
export interface AcquisitionSection {
  basis: 'cohort' | 'period'
  leads: number
  new_customers: number
  revenue: number
  margin: number | null
  costs: SpentOn
  romi_of: 'attributed' | 'everything'
  cpl: Quotient
  cpo: Quotient
  cac: Quotient
  paid_cac: Quotient
  drr: Quotient
  roas: Quotient
  romi: Quotient
  margin_per_lead: Quotient
}

/** What is to be tried again: by numbers, all of them, or as it was mended. */
export interface Again {
  ids?: number[]
  all?: boolean
  /** Lines `{"failed": 12, "row": {…}}` or `"event"`. */
  rows?: Record<string, unknown>[]
}

/** What has changed of late. */
export interface Alerts {
  alerts: Look[]
  worse: number
  looked_at: number
  few_data: number
  looks: Look[]
  sentences: LinesInBoth
}

/** How alerts were found. */
export interface AlertsHow {
  map: string
  edition: number | 'draft'
  as_of: string
  timezone: string
  false_alarm_rate: number
  looks: number
  weeks_before: number
  words: LinesInBoth
}

/** Something to know of an answer before its figures are repeated to anybody. */
export interface AnswerRemark {
  code: string
  words: InBoth
  /** What it counts, where it counts. */
  n?: number
}

/** What came of a step. */
export interface Applied {
  version: number
  words: string
  touched: ((string | number)[])[]
  /** Names given to new elements, by the number of the operation. */
  names: Record<string, string>
  /** Others' steps went before it. */
  rebased: boolean
  /** It had been taken before. */
  repeated: boolean
  nothing: boolean
}

/** How many people each arm needs. */
export interface ArmsNeeded {
  treatment: number
  holdout: number
}

/** As of when. */
export interface AsOf {
  as_of: string
}

/** What is wrong with a question's text, where, and what to do. */
export interface AskFinding {
  file: string
  line: number
  column: number
  path: string
  rule: string
  code: string
  severity: string
  message: string
  next: string
}

/** How a question's answer was made. */
export interface AskHow {
  question: 'attribution' | 'compare' | 'distribution' | 'funnel' | 'lifecycle' | 'paths' | 'retention' | 'score' | 'segments' | 'stickiness' | 'table' | 'transitions' | 'trend'
  map: string | null
  edition: number | 'draft' | null
  as_of: string
  period: Between
  per: 'deal' | 'person'
  timezone: string
  confidence: number
  words: LinesInBoth
}

/** What a model gives to a label, to the rest together, or to nobody met before. */
export interface AskedCredit {
  model: 'first' | 'last' | 'last_significant' | 'linear' | 'markov' | 'position' | 'shapley' | 'time_decay'
  label: string | null
  /** It is all the rest together. */
  other: boolean
  /** Conversions before which nobody was met. */
  untouched: boolean
  conversions: number
  /** Of all conversions; null where there are none. */
  share: number | null
  /** What a touchpoint of the map is called; where touchpoints have the credit. */
  title?: string | null
  /** Where an amount is shared as well. */
  value?: number
  /** Markov: with `high` the interval; null where it was not to be had. */
  low?: number | null
  high?: number | null
  /** Markov: the part of conversions that would be lost without it. */
  removal_effect?: number | null
}

/** Something to know of a model's credits before they are repeated to anybody. */
export interface AskedCreditRemark {
  model: 'first' | 'last' | 'last_significant' | 'linear' | 'markov' | 'position' | 'shapley' | 'time_decay'
  code: string
  n: number
  words: InBoth
}

/** What is taken along with an order. */
export interface AttachSection {
  attach: Rate
  offers: number
  without_order: number
  items: AttachedItem[]
}

/** How often an item is taken along. */
export interface AttachedItem {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
  id: string
  title: string
}

/** Which touches conversions are credited to, model by model. */
export interface AttributionAnswer {
  question: 'attribution'
  conversions: number
  /** Paths that did not convert. */
  lost: number
  credits: AskedCredit[]
  remarks: AskedCreditRemark[]
  /** Where an amount is shared as well. */
  value?: number
  /** Conversions that say no number. */
  without_value?: number
}

/** Purchases shared among what touched before them. */
export interface AttributionSection {
  of: 'channels' | 'touchpoints'
  conversions: number
  value: number
  without_purchase: number
  credits: CreditLine[]
  cac: Quotient
  paid_cac: Quotient
  remarks: CreditRemark[]
}

/** People who stepped back from one stage to an earlier one. */
export interface BackMove {
  start: string
  end: string
  people: number
}

/** A row that cannot be taken in, and why. */
export interface BadRow {
  row: number
  code: string
  column: string
  found: string
  message: string
  next: string
  cells: Record<string, string> | string[] | null
}

/** Between which ends a share usually is. */
export interface Band {
  low: number | null
  high: number | null
}

/** Who stands behind a cell of an answer: the first, and how many they are. */
export interface BehindCell {
  count: number
  people: Someone[]
}

/** Whom a number counts: the latest, and how many they are. */
export interface BehindFigure {
  count: number
  people: BehindOne[]
}

/** Which number it is. */
export interface BehindHow {
  figure: string
  title: string
  definition: string
  unit: 'deal' | 'person'
  timezone: string
  as_of: string
  edition: number | 'draft'
  narrowed: Narrowed | null
}

/** Somebody a number counts. */
export interface BehindOne {
  person: number
  /** What people know them by; empty where only systems know them. */
  called: string
  /** The best of the names their events bear, else their number. */
  name: string
  name_kind: string | null
  deal: number | null
  deal_name: string | null
  /** Empty, as the stage is, of who was never on the map. */
  status: '' | 'active' | 'closed' | 'lost'
  stage: string
  since: string | null
  won_at: string | null
}

/** A period; null is an open end. */
export interface Between {
  from: string | null
  to: string | null
}

/** Numbers from one edge to before another; of equal edges the number itself. */
export interface Bin {
  /** Null: from the smallest. */
  from: number | null
  /** Null: to the largest. */
  to: number | null
  count: number
  share: number | null
}

/** The board of a map as of now. */
export interface BoardFacts {
  stages: StageFacts[]
}

/** How the board was made. */
export interface BoardHow {
  as_of: string
  edition: number | 'draft'
  currency: string
  timezone: string
  unit: 'deal' | 'person'
  /** Cards of a stage shown at once. */
  cards: number
  sums: 'paid' | 'stated'
}

/** When the trade pays; empty where something of it is not known. */
export interface BreakEvenSection {
  conversion?: number
  margin_per_win?: number
  cpl?: number
  fixed?: number
  leads?: number
  profit?: number
  wanted_profit?: number
  break_even_leads?: Needed
  leads_for_profit?: Needed
  steps?: NeededStep[]
}

/** Under which id of the teller's. */
export interface ById {
  id: string
}

/** Money of first orders and of those after. */
export interface ByOrder {
  first: number
  later: number
  total: number
}

/** Shares by the kind of question. */
export interface ByQuestion {
  nps: Rate
  csat: Rate
  ces: Rate
  solved: Rate
}

/** How many have such a next step. */
export interface ByWhen {
  none: number
  overdue: number
  today: number
  tomorrow: number
  later: number
}

/** By which working time. */
export interface Calendar {
  name: string
  opens: string
  closes: string
  swapped_days_known: boolean
}

/** Why tasks are called off. */
export interface CancelReason {
  id: string | null
  title: string | InBoth
  tasks: number
}

/** Somebody on a stage of the board. */
export interface CardFacts {
  person: number
  /** What people know them by; empty where only systems know them. */
  called: string
  /** The best of the names their events bear, else their number. */
  name: string
  name_kind: string | null
  deal: number | null
  /** Who looks after them. */
  owner: string | null
  since: string
  /** When silence ends the journey here. */
  due: string | null
  /** In minor units of the map's currency. */
  amount: number | null
  /** The amount was said, not paid. */
  stated: boolean
  late: boolean
  step: StepFacts | null
  /** Until when a planned pause lasts, where nothing else is planned. */
  paused: string | null
  /** What follows; null where nobody has talked with them yet. */
  when: 'later' | 'none' | 'overdue' | 'today' | 'tomorrow' | null
  /** The move that led here, in words. */
  why: string
}

/** Behind which cell. */
export interface CellHow {
  cell: string
}

/** The chance of a sale after so many touches. */
export interface ChanceAtTouch {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
  touches: number
}

/** How many places differ. */
export interface ChangeCounts {
  added: number
  removed: number
  changed: number
}

/** Other words, or a thread settled or opened again. */
export interface ChangedComment {
  text?: string | null
  settled?: boolean | null
}

/** What an import would do. */
export interface Checked {
  rows: number
  kept: number
  refused: number
  events: EventCount[]
  first: string | null
  last: string | null
  reasons: ReasonRows[]
  /** Names under which suspiciously many would become one person. */
  joining: string[]
}

/** By which mapping. */
export interface CheckedHow {
  mapping: string
  text: string
  timezone: string
  notes: string[]
}

/** What is wrong with a text. */
export interface CheckedText {
  readable: boolean
  findings: Finding[]
}

/** A column of a file, and what it may be. */
export interface ColumnGuess {
  header: string
  role: string
  /** 0…1. */
  sure: number
  examples: string[]
  /** All that was met in it, where that is little; else nothing. */
  values: string[]
}

/** Something said about an element. */
export interface Comment {
  id: string
  /** Empty where nobody has an account. */
  who: string
  at: string
  text: string
  edited: boolean
  taken_back: boolean
  /** May be changed by whoever looks. */
  own: boolean
}

/** The same question of two sides, and what of the answers differs. */
export interface CompareAnswer {
  question: 'compare'
  sides: CompareSide[]
  differences: SharesApart[]
  times: TimesApart[]
  remarks: CompareRemark[]
  first: FunnelAnswer | PathsAnswer | TransitionsAnswer | RetentionAnswer | StickinessAnswer | LifecycleAnswer | TrendAnswer | DistributionAnswer | TableAnswer | AttributionAnswer | SegmentsAnswer | ScoreAnswer
  second: FunnelAnswer | PathsAnswer | TransitionsAnswer | RetentionAnswer | StickinessAnswer | LifecycleAnswer | TrendAnswer | DistributionAnswer | TableAnswer | AttributionAnswer | SegmentsAnswer | ScoreAnswer
}

/** Something to know of a comparison before it is repeated to anybody. */
export interface CompareRemark {
  code: string
  words: InBoth
  /** What it counts, where it counts. */
  n?: number
  /** Of so many looks, differences that are real. */
  real?: number
}

/** One side of a comparison. */
export interface CompareSide {
  /** What it is called. */
  side: string
  /** Null where the sides are periods: everybody is asked of both. */
  units: number | null
}

/** Figures by name with what became of them since another period. */
export interface Compared {
  way: 'previous' | 'stated' | 'year'
  period: Since
  as_of: string
  journeys: number
  missing: 'empty' | 'immature' | 'length' | 'overlap' | 'unrecorded' | 'younger' | null
  figures: Record<string, FigureChange>
  words: LinesInBoth
}

/** How much of what the map may tell it tells. */
export interface CompletenessSection {
  score: number
  missing: MissingPart[]
}

/** Whether people walk as the map is drawn. */
export interface ConformanceSection {
  adherence: Rate
  conformance: Rate
  fitness: Rate
  touchpoints: NamedRate[]
  deviations: DeviationLine[]
  demands: Demands
}

/** An address somebody can be reached at. */
export interface Contact {
  kind: string
  value: string
}

/** How long ago anybody last turned to them. */
export interface ContactGap {
  median_days: number | null
  p75_days: number | null
  p90_days: number | null
  longest_days: number | null
}

/** A piece of content and whether it exists. */
export interface ContentChip {
  title: string
  state: 'draft' | 'missing' | 'ready'
}

/** The share that went on over the border to the next stage, and the plan for it. */
export interface Conversion {
  rate: number | null
  plan: number | null
  numerator: number | null
  denominator: number | null
}

/** What may still hold somebody who was erased: a file taken away, a backup. */
export interface CopyTaken {
  at: string
  by: string | null
  how: string
  /** Of a file: its kind. */
  form?: string
  /** Of a list: whom it counts. */
  figure?: string
  /** Of a list: how many they were. */
  people?: string
  /** Of a backup. */
  file?: string
  workspace?: string
}

/** Which days costs are of; null is an open end. */
export interface CostDays {
  from: string | null
  to: string
}

/** What was spent, however it is cut; major units. */
export interface CostsSection {
  total: number
  by_kind: Record<string, number>
  by_channel: Record<string, number>
  by_campaign: Record<string, number>
  by_touchpoint: Record<string, number>
  by_role: Record<string, number>
  by_month: Record<string, number>
  rows: number
  other_currencies: Record<string, number>
  days: CostDays
}

/** Sales owed to a channel or a touchpoint, by several models. */
export interface CreditLine {
  /** Null is nobody: nothing touched them before. */
  id: string | null
  title: string | InBoth
  first: number
  last: number
  linear: number
  position: number
  markov: number
}

/** What to know of the models. */
export interface CreditRemark {
  code: string
  n: number
  words: InBoth
}

/** What customers have brought by some age. */
export interface CustomersOfAge {
  months: number
  customers: number
  net: number
  ltv: Quotient
  to_cac: Quotient
}

/** How long it takes from the first touch to the sale. */
export interface CycleNumbers {
  median_days: number | null
  mean_days: number | null
  q1_days: number | null
  q3_days: number | null
  full_median_days: number | null
  opportunity_median_days: number | null
  n: number
}

/** The difference of two medians, in days, with its interval where both have one. */
export interface DaysApart {
  days: number
  low: number | null
  high: number | null
}

/** What a sale brings. */
export interface Deal {
  value: number | null
  /** By the map's plan, as there were no sales yet. */
  planned: boolean
  margin: number | null
}

/** What was decided of a link of the map. */
export interface DecisionKept {
  month: string
  stage: string
  change: string
  owner: string
  due: string
  moves: 'lost' | 'net' | 'rate' | 'won'
  target: number
  made: string
  /** What a later writing of the same decision must bring. */
  seen: string
  by: string
}

/** A decision with its number now. */
export interface DecisionNow {
  month: string
  stage: string
  change: string
  owner: string
  due: string
  moves: 'lost' | 'net' | 'rate' | 'won'
  target: number
  made: string
  /** What a later writing of the same decision must bring. */
  seen: string
  by: string
  title: InBoth | null
  now: DecisionNumber
}

/** The number a decision is about. */
export interface DecisionNumber {
  value: number | null
  share: Rate | null
}

/** What came of a decision of an earlier month. */
export interface DecisionOutcome {
  month: string
  stage: string
  change: string
  owner: string
  due: string
  moves: 'lost' | 'net' | 'rate' | 'won'
  target: number
  made: string
  /** What a later writing of the same decision must bring. */
  seen: string
  by: string
  title: InBoth | null
  now: DecisionNumber
  then: DecisionNumber
  verdict: 'better' | 'few' | 'not_proven' | 'reached' | 'unknown' | 'worse'
}

/** Of which map, in which currency. */
export interface DecisionsHow {
  map: string
  currency: string
}

/** Something that was done. */
export interface Deed {
  id: number
  at: string
  /** Null where nobody has such an account any more, or ever had. */
  who: DeedOf | null
  how: string
  what: string
  about: string
  about_name: string
  address: string
  details: Record<string, string>
}

/** Whoever did something. */
export interface DeedOf {
  id: string
  name: string
  login: string
}

/** How much the map asks for. */
export interface Demands {
  required: number
  norms: number
  mandatory: number
}

/** A way of not walking as drawn. */
export interface DeviationLine {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
  kind: string
  at: string
  what: InBoth
  title: string | null
}

/** The weak link of a map: facts first, then what they come to. */
export interface Diagnosis {
  people: number
  won: number
  lost: number
  open: number
  deal: Deal
  worst: Link | null
  links: Link[]
  largest_leak: string | null
  waiting: Waiting | null
  next: NextStep[]
  sentences: LinesInBoth
}

/** How the diagnosis was made. */
export interface DiagnosisHow {
  map: string
  edition: number | 'draft'
  as_of: string
  period: Between
  people: number
  narrowed: Narrowed | null
  unit: 'deal' | 'person'
  timezone: string
  currency: string
  confidence: number
  within: string | null
  policy: Policy
  notes: Record<string, unknown>
  /** By section, language and figure. */
  sections?: Record<string, Record<string, Record<string, FigureMeaning>>>
  words: LinesInBoth
}

/** How a text of a map differs from another, in one place. */
export interface Difference {
  kind: 'added' | 'changed' | 'moved' | 'removed' | 'renamed'
  element: string
  path: (string | number)[]
  title: string
  field: string | null
  from: string | null
  to: string | null
  /** Whom it places where may change. */
  rule: boolean
  words: string
}

/** How amounts, numbers of events, or waits are spread. */
export interface DistributionAnswer {
  question: 'distribution'
  unit: 'amount' | 'days' | 'events'
  n: number
  /** Events without a number, or units that did not get there; not of numbers of events. */
  missing?: number
  /** Not of times. */
  sum?: number
  mean: number | null
  min: number | null
  p10: number | null
  p25: number | null
  median: number | null
  p75: number | null
  p90: number | null
  p99: number | null
  max: number | null
  histogram: Bin[]
  groups?: SpreadGroup[]
  /** Quantiles are within one per cent; where there were too many numbers for exact ones. */
  rounded?: boolean
}

/** What need not wait any more. */
export interface Drop {
  ids: number[]
}

/** How many wait no more. */
export interface Dropped {
  dropped: number
}

/** An import of before. */
export interface EarlierImport {
  id: string
  file: string
  mapping: string
  started: string
  finished: string | null
  /** How many events were taken back with it. */
  undone: number | null
  rows: number
  accepted: number
  duplicates: number
  refused: number
}

/** A step of a draft. */
export interface Edit {
  version: number
  kind: 'operations' | 'outside' | 'redo' | 'text' | 'undo'
  who: string
  at: string
  words: string
  touched: ((string | number)[])[]
  /** The step that was taken back or done again. */
  of: number | null
  undone: boolean
}

/** Steps of a draft, the latest first. */
export interface Edits {
  version: number
  edits: Edit[]
}

/** Of which map, and whether there are earlier ones. */
export interface EditsHow {
  map: string
  more: boolean
}

/** A line a launch: the map's, then those of its later editions. */
export interface EffectSection {
  launches: LaunchEffect[]
  missing: string | null
  remarks: Remark[]
}

/** A share of answers on a scale, and their mean. */
export interface EffortRate {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
  by_value: ValueAnswers[]
  mean: number | null
}

/** Whether enough of them are taken. */
export interface Enough {
  share: number
  level: string
}

/** What somebody who opened a link says of themselves. */
export interface Entry {
  token: string
  name: string
  login: string
  password: string
}

/** An entry of a story in words. */
export interface EntryWords {
  what: string
  why: string
  side: 'buyer' | 'seller' | null
  channel: string | null
}

/** An act of erasing, without anything personal. */
export interface Erased {
  id: number
  person: number
  at: string
  by: string | null
  /** What they were called who erased. */
  by_name: string
  /** Why, of the reasons there are; empty where nobody said it. */
  reason: string
  /** The paper behind it. */
  basis: string
  names: number
  events: number
  /** Kinds of data, and how many of each went. */
  what: Record<string, number>
  /** Null while what was written before is still being rewritten. */
  finished: string | null
}

/** An act of erasing, with what was taken away before it. */
export interface ErasedAct {
  id: number
  person: number
  at: string
  by: string | null
  /** What they were called who erased. */
  by_name: string
  /** Why, of the reasons there are; empty where nobody said it. */
  reason: string
  /** The paper behind it. */
  basis: string
  names: number
  events: number
  /** Kinds of data, and how many of each went. */
  what: Record<string, number>
  /** Null while what was written before is still being rewritten. */
  finished: string | null
  /** Files with all about this person. */
  taken: CopyTaken[]
  /** Lists they may have been in. */
  lists: CopyTaken[]
  backups: CopyTaken[]
}

/** An event and how many there are. */
export interface EventCount {
  event: string
  n: number
}

/** An event, with what is known of its coming. */
export interface EventLine {
  name: string
  mark: 'comes' | 'late' | 'never'
  last: string | null
  /** How many came within a day. */
  day: number
  total: number
  sources: FromSource[]
}

/** The events the map needs, which of them come, and those it does not know. */
export interface EventPlan {
  endpoint: string
  touchpoints: PlannedPoint[]
  unknown: EventLine[]
  unknown_count: number
}

/** Of which map, as of when. */
export interface EventPlanHow {
  map: string
  edition: number | 'draft'
  as_of: string
  timezone: string
}

/** How what was planned is done. */
export interface ExecutionSection {
  tasks: number
  execution: Rate
  on_time: number
  late: number
  missed: number
  cancelled: number
  not_due: number
  undated: number
  delay_mean_minutes: number | null
  delay_median_minutes: number | null
  done_early: number
  repeated: number
  unplanned: number
  by_role: TasksOf[]
  by_owner: TasksOf[]
  by_touchpoint: TasksOf[]
  reasons: CancelReason[]
  calendar: Calendar
  unnamed: number
  sla: Limits
}

/** What is said of such launches elsewhere. */
export interface Expected {
  low: number
  high: number
  claim: 'outside'
}

/** An event that waits, and why. */
export interface FailedEvent {
  id: number
  code: string
  source: string
  where: string
  received: string
  message: string
  column: string
  kind: 'event' | 'row'
  /** As it came. */
  body: unknown
}

/** How many a page shows at most. */
export interface FailedHow {
  most: number
}

/** Events that wait: how many by reason, and a page of them. */
export interface FailedPage {
  counts: Record<string, number>
  shown: FailedEvent[]
}

/** A point of the curve of emotions: -2…+2, and the feeling in a few words. */
export interface Feeling {
  value: number | null
  words: string
}

/** What a stage's customers said when asked. */
export interface Felt {
  stage: string
  kind: 'csat' | 'nps'
  score: number
  /** The score as a feeling, −2…+2. */
  value: number
  n: number
}

/** A number beside the same number of another period. */
export interface FigureChange {
  kind: 'count' | 'days' | 'money' | 'number' | 'price' | 'share' | 'stock'
  now: number | null
  was: number | null
  difference: number | null
  /** now ÷ was − 1; shares differ in points. */
  change: number | null
  low: number | null
  high: number | null
  verdict: 'not_proven' | 'real' | 'too_few' | 'unchecked' | null
  missing: 'empty' | 'immature' | 'length' | 'overlap' | 'unrecorded' | 'younger' | null
}

/** What a figure is called, and how it is made. */
export interface FigureMeaning {
  title: string
  how: string
}

/** A figure with people behind it, and the part of the map it is of. */
export interface FigureName {
  figure: string
  kind: 'conversion' | 'kpi' | 'map' | 'section' | 'stage' | 'touchpoint'
  stage: string | null
  title: string
  definition: string
}

/** A table of a file. */
export interface FileTable {
  name: string
  facts: string[]
  mapping: string
  /** Guessed just now, saved by somebody earlier, or our own format. */
  kept: 'guessed' | 'own' | 'saved'
  /** The mapping as it would be written down. */
  text: string
  columns: ColumnGuess[]
  /** What each row is supposed to be; empty where nothing tells it. */
  event: string
  /** What each row is supposed to be besides. */
  more: RowEventGuess[]
  sure: number
  missing: string[]
  preview: PreviewRow[]
  /** About how many there are. */
  rows: number | null
}

/** By what the numbers of a map may be narrowed. */
export interface FilterChoices {
  segments: SegmentChoice[]
  personas: PersonaChoice[]
}

/** What is wrong with a text, where, and what to do. */
export interface Finding {
  file: string
  /** 0 where it is about the map as a whole. */
  line: number
  column: number
  path: (string | number)[]
  rule: string
  code: string
  severity: 'error' | 'launch' | 'note' | 'refused'
  message: string
  next: string
}

/** What became of those who entered a stage (the cohort identity of the measures). `entered = advanced + open + lost + disqualified` where all are known. */
export interface FlowNumbers {
  /** people the band shows here; its height is the root of this number. */
  entered: number | null
  /** who went on to any later stage. */
  advanced: number | null
  /** who are still here, the dormant among them. */
  open: number | null
  /** who left here and have not returned. */
  lost: number | null
  /** who left because they cannot buy. */
  disqualified: number | null
  /** silent after the sale; nobody is lost there. */
  dormant: number | null
  /** who of those entered began their journey here. */
  started: number | null
}

/** A source an event comes from. */
export interface FromSource {
  id: string
  title: string | null
  last: string
}

/** How many of those who made the first step made the next ones, in what time. */
export interface FunnelAnswer {
  question: 'funnel'
  steps: FunnelStep[]
  /** From the first step to the last. */
  took?: TookDays
  took_histogram?: FunnelBar[]
  /** All whose attempts were voided; where something is excluded. */
  void?: number
  /** With more attempts than are looked at; where there are any. */
  people_cut?: number
  groups?: FunnelGroup[]
  trend?: FunnelPeriod[]
  correlations?: FunnelDeed[]
  /** Among so many things the chances of `correlations` are corrected. */
  looks?: number
}

/** How many took longer than one length, and not longer than another. */
export interface FunnelBar {
  longer_than: string
  /** Null: any length. */
  not_longer_than: string | null
  count: number
}

/** Something done on the way, by those who finished and by those who did not. */
export interface FunnelDeed {
  value: string
  finished: Rate
  dropped: Rate
  odds_ratio: number
  low: number
  high: number
  /** Null where too few did it. */
  p_corrected: number | null
  verdict: 'not_proven' | 'real' | 'too_few'
}

/** The funnel of one group. */
export interface FunnelGroup {
  /** Of the property; null for those without it, and for the rest. */
  value: string | null
  /** It is all the rest together. */
  other: boolean
  steps: FunnelStep[]
}

/** Attempts begun in a period, and how far they got. */
export interface FunnelPeriod {
  period: string
  entered: number
  /** By step, those that may be left out aside. */
  counts: number[]
  /** Who made the last step, of those who entered. */
  rate: Rate
  /** Not all of the period was looked at. */
  partial: boolean
  /** An attempt begun in it may still go on: its shares will grow. */
  young: boolean
}

/** A stage of the funnel, and the share planned for it. */
export interface FunnelStage {
  id: string
  title: string
  /** It is only counted; nobody stands there. */
  counted: boolean
  hidden: boolean
  plan: number | null
}

/** A step: who made it. Of a step that may be left out nothing else is told. */
export interface FunnelStep {
  name: string
  optional: boolean
  count: number
  /** Of those who made the first step; in the order `any`, of all who made any. */
  rate: Rate
  /** Of those who made the step before; not in the order `any`. */
  from_previous?: Rate
  /** The same as `rate`, of those alone whose time is over. */
  ripe?: Rate
  /** Who has not made it and still may. */
  in_window?: number
  /** Since the step before; in the order `any`, since the first one made. */
  took?: TookDays
}

/** How long between orders. */
export interface Gap {
  n: number
  mean_days: number | null
  median_days: number | null
  p90_days: number | null
}

/** The same of an owner; of nobody where there is no id. */
export interface HandedTo {
  handed: number
  acceptance: Rate
  undecided: number
  decided: number
  median_minutes: number | null
  p80_minutes: number | null
  p90_minutes: number | null
  in_time: Rate
  id: string | null
  title: string | InBoth | null
}

/** When a source was last heard, and how often it usually is. */
export interface Heard {
  id: string
  title: string
  last: string
  /** Microseconds. */
  silent_for: number
  usual: number | null
  silent: boolean
}

/** As of when. */
export interface HeardHow {
  as_of: string
}

/** How many events were taken back. */
export interface ImportUndone {
  undone: number
}

/** What was taken in, the latest first, and what is under way. */
export interface Imports {
  imports: EarlierImport[]
  runs: Run[]
}

/** A text in both languages. */
export interface InBoth {
  ru: string
  en: string
}

/** Who was there in so many periods. */
export interface InPeriods {
  in_periods: number
  units: number
  share: Rate
  /** Who was there in so many, or more. */
  at_least: number
  at_least_share: Rate
}

/** People to be sorted, the latest first. */
export interface Inbox {
  people: UnsortedFacts[]
  /** There are others. */
  more: boolean
}

/** As of when. */
export interface InboxHow {
  as_of: string
  timezone: string
}

/** Which share has gone on after so many days. */
export interface Incidence {
  days: number
  advanced: number
}

/** An invitation that waits. */
export interface Invitation {
  id: string
  role: 'analyst' | 'manager' | 'marketer' | 'owner' | 'seller' | 'seo' | 'service' | 'viewer'
  name: string
  /** The only login it makes an account of; any, where it is empty. */
  login: string
  places: Record<string, 'analyst' | 'manager' | 'marketer' | 'owner' | 'seller' | 'seo' | 'service' | 'viewer'>
  created: string
  expires: string
}

/** An invitation taken back. */
export interface InvitationGone {
  id: string
}

/** A new invitation; its link is told this once. */
export interface InvitationMade {
  id: string
  role: 'analyst' | 'manager' | 'marketer' | 'owner' | 'seller' | 'seo' | 'service' | 'viewer'
  name: string
  /** The only login it makes an account of; any, where it is empty. */
  login: string
  places: Record<string, 'analyst' | 'manager' | 'marketer' | 'owner' | 'seller' | 'seo' | 'service' | 'viewer'>
  created: string
  expires: string
  link: string
}

/** Whom a link is for. */
export interface Invite {
  role: string
  name?: string
  /** The only login it makes an account of; any, where it is empty. */
  login?: string
  places?: Record<string, string>
}

/** Who did what, the newest first. */
export interface Journal {
  entries: Deed[]
  /** `before` of the next page; null on the last one. */
  next: number | null
}

/** Somebody's journey on a map, or a deal's. */
export interface Journey {
  map: string
  edition: number | 'draft'
  deal: number | null
  lap: number
  status: 'active' | 'closed' | 'lost'
  stage: string | null
  since: string | null
  won_at: string | null
  lost_at: string | null
  /** What comes by itself if nothing happens. */
  next: StoryEntry | null
  story: StoryEntry[]
}

/** How many journeys there are, by what became of them. */
export interface JourneyCounts {
  valid: number
  active: number
  open: number
  won: number
  won_net: number
  lost: number
  lost_ever: number
  disqualified: number
  invalid: number
  leads: number
}

/** A journey in words. */
export interface JourneyWords {
  map: string
  timezone: string
  stage: string | null
  status: string
  deal: string | null
  owner: string | null
  standing: string
  rule: string
  next: string
  next_what: string | null
  next_why: string | null
  story: EntryWords[]
}

/** Whose the names of a merge are now. */
export interface Judged {
  id: number
  people: Someone[]
}

/** A question kept no more. */
export interface KeptGone {
  name: string
}

/** A question kept in the workspace. */
export interface KeptQuestion {
  name: string
  title: string
  kind: string
  text: string
}

/** What is to be kept. */
export interface KeptText {
  text: string
  /** Refuse where there is one of that name. */
  new?: boolean
}

/** Whether a key writes. */
export interface KeySwitch {
  off: boolean
}

/** A name somebody goes by, since when. */
export interface KnownName {
  kind: string
  value: string
  first: string
}

/** A KPI of a stage: fact against plan; `at_least` is false where less is better. */
export interface KpiBar {
  /** What it opens: `kpi/NAME`, `stage/STAGE/month`. */
  name: string
  title: string
  fact: number | null
  plan: number | null
  unit: 'money' | 'number' | 'people' | 'share' | 'time'
  at_least: boolean
}

/** A KPI against its target; shares are of one, times in days. */
export interface KpiLine {
  id: string
  title: string
  measures: 'money' | 'share' | 'time' | 'touches'
  fact: number | null
  target: number
  at_least: boolean
  met: boolean | null
  attainment: Quotient
  n: number
  owner: string | null
  owner_title: string | null
}

/** What orders after the first bring. */
export interface LaterShare {
  share: number | null
  net: ByOrder
  margin: ByOrder | null
}

/** What changed, and what may be said of it. */
export interface LaunchChange {
  difference: number | null
  low: number | null
  high: number | null
  relative: number | null
  verdict: string
}

/** What changed with a launch. */
export interface LaunchEffect {
  edition: number
  title: InBoth
  launched: string
  within: string
  early: boolean
  judged_from: string
  basis: string
  season_adjusted: boolean
  after: LaunchSide
  before: LaunchSide
  conversion: LaunchChange
  money_per_lead: LaunchChange
  months: LaunchMonth[]
  unripe: number
  by_earlier: number
  expected: Expected
  bootstrap: Redrawn
}

/** A month beside the same one a year earlier. */
export interface LaunchMonth {
  month: string
  sold: Rate
  per_lead: number | null
  sold_earlier: Rate | null
  per_lead_earlier: number | null
  sold_ratio: number | null
  per_lead_ratio: number | null
}

/** Months before or after a launch. */
export interface LaunchSide {
  from: string | null
  to: string | null
  sold: Rate
  money: number | null
  per_lead: number | null
}

/** Who is there in a period, by what they were before; and who is there no more. */
export interface LifePeriod {
  period: string
  /** It is not over yet. */
  partial: boolean
  /** New, returning and resurrecting. */
  active: number
  new: number
  returning: number
  resurrecting: number
  dormant: number
}

/** Who is new in a period, who returned, who came back, who is gone. */
export interface LifecycleAnswer {
  question: 'lifecycle'
  periods: LifePeriod[]
  groups?: LifecycleGroup[]
}

/** The periods of one group. */
export interface LifecycleGroup {
  /** Of the property; null for those without it, and for the rest. */
  value: string | null
  /** It is all the rest together. */
  other: boolean
  periods: LifePeriod[]
}

/** What a customer has brought by each age. */
export interface LifetimeSection {
  customers: number
  ages: CustomersOfAge[]
  margin: number | null
  cac: number | null
  pay_back: PayBack
}

/** What is done within its limit, and what still may be. */
export interface LimitRate {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
  waiting: number
}

/** What is done within its limit. */
export interface Limits {
  all: Rate
  waiting: number
  tasks: LimitRate
  responses: LimitRate | null
}

/** Sentences in both languages. */
export interface LinesInBoth {
  ru: string[]
  en: string[]
}

/** A step from a stage to the next, and what is lost at it. */
export interface Link {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
  from: string
  to: string
  title: InBoth
  within: string | null
  /** Too few to be sure. */
  few: boolean
  basis: 'leak' | 'reachable' | 'stopped' | null
  reference: Reference | null
  gap: number | null
  proven: boolean
  onward: number | null
  sales: number | null
  money: number | null
  margin: number | null
  leak: Worth
  point: Worth
  lost: number
  lost_from_net: number
  reasons: LostBy[]
  position: 'early' | 'middle' | 'near_finish'
  open: number
  people: LinkPeople
}

/** Figures with people behind them. */
export interface LinkPeople {
  lost: string
  passed: string | null
}

/** Who is somebody else. */
export interface Linked {
  id: string
  person: number
  /** A phone, an e-mail address, or any name the other is known by. */
  to: string
}

/** Somebody in a list of people. */
export interface Listed {
  person: number
  /** What people know them by; empty where only systems know them. */
  called: string
  /** The best of the names their events bear, else their number. */
  name: string
  name_kind: string | null
  emails: string[]
  phones: string[]
  deal: string | null
  stage: string
  /** Empty, as the stage is, of who was never on the map. */
  status: '' | 'active' | 'closed' | 'lost'
  since: string | null
  won_at: string | null
}

/** Whom the list counts. */
export interface ListedHow {
  map: string
  figure: string
  title: string
  definition: string
  as_of: string
  edition: number | 'draft'
}

/** The first of a list, and how many they are. */
export interface ListedPeople {
  count: number
  people: Listed[]
}

/** A share or a length of time of a week, beside the weeks before. */
export interface Look {
  stage: string
  to: string
  measure: 'conversion' | 'dwell' | 'losses'
  within: string
  week: Week
  enough: boolean
  alarm: 'down' | 'up' | null
  worse: boolean
  now: Rate
  before: Rate
  usual: Band
  p: number | null
  median_days: NowBefore
}

/** A file and its tables. */
export interface Looked {
  id: string
  name: string
  tables: FileTable[]
}

/** What columns may be, and what is known of such files. */
export interface LookedHow {
  roles: string[]
  presets: string[]
  timezone: string
  size: number
}

/** A reason the map lists. */
export interface LossReason {
  id: string
  title: string
  group: string | null
}

/** Losses by reason. */
export interface LossReasons {
  reasons: Record<string, number>
}

/** A reason of losses. */
export interface LostBy {
  reason: string
  lost: number
  share: number
}

/** The main number of a question's answer. */
export interface MainNumber {
  value: number | null
  as: 'count' | 'days' | 'number' | 'share'
}

/** How much of the way is led, and whether the map is looked after. */
export interface ManagedSection {
  managed: Rate
  within: string
  missing: string | null
  orphans: Rate
  freshness: Rate | null
  review_every: string | null
  stages: NamedRate[]
  off_the_map: StrayEvent[]
  stale: StalePoint[]
}

/** How many of several people it was new of. */
export interface ManyDone {
  new: number
  of: number
}

/** Of how many people it never was. */
export interface ManyTakenBack {
  of: number
}

/** A link that works no more. */
export interface MapLinkEnded {
  id: string
}

/** A link by which strangers see a map. */
export interface MapLinkFacts {
  id: string
  map: string
  map_title: string
  numbers: boolean
  framed: boolean
  title: string
  by: string | null
  created: string
  expires: string | null
}

/** A new link; the link itself is told this once. */
export interface MapLinkMade {
  id: string
  map: string
  map_title: string
  numbers: boolean
  framed: boolean
  title: string
  by: string | null
  created: string
  expires: string | null
  link: string
  /** What is put into a page of another site, where the link may stand in one. */
  frame?: string
}

/** Every link that works. */
export interface MapLinks {
  links: MapLinkFacts[]
}

/** A new map. */
export interface MapMade {
  map: string
  title: string
}

/** A map of the workspace. */
export interface MapName {
  id: string
  title: string
  edition: number | 'draft'
  /** Its file can be read. */
  readable: boolean
  /** It has no stages yet. */
  empty: boolean
}

/** A map with its numbers, and the sections asked for by name. */
export interface MapNumbers {
  journeys: JourneyCounts
  stages: StageNumbers[]
  conversion: StepNumbers[]
  cycle: CycleNumbers
  win_rate: Rate
  revenue: Revenue
  opportunities: number
  stale_opportunities: number
  velocity_per_day: number | null
  touches: TouchNumbers
  losses: LossReasons
  touchpoints: PointNumbers[]
  /** Where a comparison was asked for. */
  compared?: Compared
  plan?: PlanSection
  response?: ResponseSection
  stalls?: StallsSection
  quality?: QualitySection
  owners?: OwnersSection
  conformance?: ConformanceSection
  managed?: ManagedSection
  execution?: ExecutionSection
  pressure?: PressureSection
  completeness?: CompletenessSection
  costs?: CostsSection
  acquisition?: AcquisitionSection
  attribution?: AttributionSection
  lifetime?: LifetimeSection
  potential?: PotentialSection
  break_even?: BreakEvenSection
  repeat?: RepeatSection
  next_order?: NextOrderSection
  rfm?: RfmSection
  surveys?: SurveysSection
  referral?: ReferralSection
  attach?: AttachSection
  uplift?: UpliftSection
  acceptance?: AcceptanceSection
  effect?: EffectSection
}

/** Everything the map's screen draws. */
export interface MapOnScreen {
  title: string
  stages: StagePicture[]
  /** For which scenario, segment or portrait it is. */
  subtitle: string
  /** Null is a draft. */
  edition: number | null
  /** Microseconds; null where there are no numbers. */
  as_of: number | null
  period: [number | null, number | null] | null
  zone: string
  currency: string
  totals: Totals | null
  back_moves: BackMove[]
  returned: Returned[]
  /** Touchpoints that belong to no stage. */
  elsewhere: TouchCard[]
  /** Where a comparison was asked for. */
  compared?: Compared
}

/** One of two texts of maps. */
export interface MapSide {
  map: string
  /** Null for the draft. */
  edition: number | null
  title: string
}

/** How a map differs from another edition of it, or from another map. */
export interface MapsCompared {
  this: MapSide
  other: MapSide
  names: Record<string, string>
  counts: ChangeCounts
  changes: Difference[]
}

/** Whose maps they are. */
export interface MapsHow {
  /** The company is an invented one, shown to try things on. */
  example: boolean
}

/** Who asks, and what they may. */
export interface Me {
  user: User | null
  /** Nobody has an account, and everybody here may do everything. */
  open: boolean
  /** Somebody has an account. */
  accounts: boolean
  rights: ('events.import' | 'keys.manage' | 'map.comment' | 'map.edit' | 'map.publish' | 'map.read' | 'people.erase' | 'people.export' | 'people.read' | 'people.work' | 'questions.ask' | 'users.manage')[]
  language: 'en' | 'ru'
  workspaces: string[]
}

/** Two names that are one person's, or were until somebody set them apart. */
export interface Merge {
  id: number
  a: SaidName
  b: SaidName
  at: string
  why: 'alias' | 'event'
  undone: boolean
}

/** A merge, with the names of each of the people there would be without it. */
export interface MergeApart {
  id: number
  a: SaidName
  b: SaidName
  at: string
  why: 'alias' | 'event'
  undone: boolean
  people: SaidName[][]
}

/** What the map does not tell yet. */
export interface MissingPart {
  part: string
  id: string | null
  check: string
  gain: number
  what: InBoth
  title: string | null
}

/** A month's decisions, and what came of those of earlier months. */
export interface MonthDecisions {
  month: string
  decisions: DecisionNow[]
  earlier: DecisionOutcome[]
}

/** One more event that a row may be: its date stands in a column of its own. */
export interface MoreEvent {
  /** The header of its date; its role is `+`. */
  column: string
  event: string
  /** The header of the column that decides; empty where every row with the date is it. */
  where?: string
  /** What that column says then. */
  says?: string[]
}

/** A share of something of the map. */
export interface NamedRate {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
  id: string
  title: string
}

/** Something of the map by name and title. */
export interface NamedThing {
  id: string
  title: string
}

/** What a question may name. */
export interface Names {
  events: string[]
  properties: string[]
  traits: string[]
  /** What those of the properties are called that have a title. */
  field_titles: Record<string, string>
  /** What those of the traits are called that have a title. */
  trait_titles: Record<string, string>
  touchpoints: NamedThing[]
  stages: StageName[]
  segments: NamedThing[]
  channels: NamedThing[]
  sale: string | null
}

/** Whom the numbers are about, where they are not about everybody. */
export interface Narrowed {
  segment: NamedThing | null
  persona: PersonaName | null
  people: number
  belongs_as_of: string
  words: LinesInBoth
}

/** How many are needed, or why nobody knows. */
export interface Needed {
  exact: number | null
  whole: number | null
  missing: string | null
}

/** A field of an event that the map asks for. */
export interface NeededField {
  name: string
  kind: string
  why: string[]
  /** The events that have it, where the map merely describes it. */
  of: string[]
  example: string | number | boolean
}

/** Which share of a step would do. */
export interface NeededStep {
  from: string
  to: string
  rate: number
  needed: number | null
  missing: string | null
}

/** Something said about an element, or answered. */
export interface NewComment {
  /** The speaker's own: said again under it, it is said once. */
  id: string
  text: string
  /** Of the element. */
  path?: (string | number)[]
  /** The first comment of the thread that is answered. */
  thread?: string
}

/** A key for a server (`private`) or for a site (`browser`). */
export interface NewKey {
  kind: 'browser' | 'private'
  title?: string
}

/** A map that is to be made. */
export interface NewMap {
  title: string
  /** Titles, in a list or in one line with arrows. */
  stages?: string | string[] | null
  /** Of the gallery, in place of stages. */
  template?: string | null
  /** What it is called in addresses; made of the title where it is empty. */
  map?: string
  language?: string
}

/** What a link is to show. */
export interface NewMapLink {
  numbers?: boolean
  framed?: boolean
  title?: string
  days?: number
}

/** Who looks after some people from now on; nobody where the name is empty. */
export interface NewOwner {
  id: string
  whom: Whom[]
  owner: string
}

/** A new password; the present one too, where it is one's own. */
export interface NewPassword {
  password: string
  current?: string
}

/** What is to be done with some people. */
export interface NewStep {
  /** The teller's own: told again under it, it is set once. */
  id: string
  whom: Whom[]
  what: string
  /** A day, by whose end it is due, or a moment. */
  due: string
  kind?: string
  role?: string
  owner?: string
  /** Of one person: the task that is called off for it. */
  instead?: string
}

/** An account as its maker states it. */
export interface NewUser {
  name: string
  login: string
  role: string
  password: string
  /** In a home: which workspaces it opens, each with a role; none stated is all. */
  places?: Record<string, string>
}

/** Who keeps their rhythm, and who is late. */
export interface NextOrderSection {
  customers: number
  with_own_rhythm: number
  between_orders: Gap
  expected: Gap
  dormant_above: number
  lost_above: number
  states: Rhythm
  overdue_factor: OverdueFactor
}

/** What to do next. */
export interface NextStep {
  code: string
  ru: string
  en: string
}

/** How many trails are at a node at a step. */
export interface NodeAtStep {
  step: number
  node: string
  count: number
  rate: Rate
}

/** What somebody wrote down about a person. */
export interface Note {
  id: string
  at: string
  /** Nobody where there are no accounts. */
  who: string | null
  text: string
  /** Whoever asks may take it away. */
  removable: boolean
}

/** Nothing more is to be said. */
export interface Nothing {
}

/** Of the week, and of the weeks before. */
export interface NowBefore {
  now: number | null
  before: number | null
}

/** Promoters less detractors. */
export interface Nps {
  score: number | null
  low: number | null
  high: number | null
  n: number
  promoters: Rate
  detractors: Rate
  by_value: ValueAnswers[]
}

/** How the numbers of a map were made: whose, of when, by which definition. */
export interface NumbersHow {
  map: string
  edition: number | 'draft'
  as_of: string
  period: Between
  people: number
  narrowed: Narrowed | null
  unit: 'deal' | 'person'
  timezone: string
  currency: string
  confidence: number
  within: string | null
  policy: Policy
  notes: Record<string, unknown>
  /** By section, language and figure. */
  sections?: Record<string, Record<string, Record<string, FigureMeaning>>>
}

/** Of which edition of which map. */
export interface OfEdition {
  map: string
  edition: number | 'draft'
}

/** What numbers of a funnel are compared with and what they are called. */
export interface OfFunnel {
  title: string
  unit: 'deal' | 'person'
  currency: string
  timezone: string
  stages: FunnelStage[]
  reasons: Record<string, string>
  segments: NamedThing[]
  fields: string[]
  traits: string[]
  /** What those of the fields are called that have a title. */
  field_titles: Record<string, string>
  /** What those of the traits are called that have a title. */
  trait_titles: Record<string, string>
  points: PointOfFunnel[]
}

/** Of which map. */
export interface OfMap {
  map: string
}

/** What may be told by hand. */
export interface Offered {
  touchpoints: Point[]
  outcomes: string[]
  /** Where somebody may be put. */
  stages: StageToSet[]
  /** By stage, the fields without which nobody is put there. */
  asks: Record<string, string[]>
  /** What those fields are called by people. */
  field_titles: Record<string, string>
  reasons: LossReason[]
}

/** In which currency and zone. */
export interface OfferedHow {
  currency: string
  timezone: string
}

/** A question among several: its answer and how it was made, or why it was refused. */
export interface OneOfSeveral {
  answer?: FunnelAnswer | PathsAnswer | TransitionsAnswer | RetentionAnswer | StickinessAnswer | LifecycleAnswer | TrendAnswer | DistributionAnswer | TableAnswer | AttributionAnswer | SegmentsAnswer | ScoreAnswer | CompareAnswer
  how?: AskHow
  /** Where it was refused; so are the fields below. */
  code?: string
  message?: string
  next?: string
  where?: string
  findings?: AskFinding[]
}

/** Operations on elements, as one step. */
export interface Operations {
  /** `digest` of the draft the step was taken on. */
  base: string
  /** Each `{"op": "set", "path": …, "value": …}`; or `remove`, `add`, `move`, `rename`. */
  operations: unknown[]
  /** The sender's own: sent again under it, the step is taken once. */
  id?: string
}

/** How many customers made so many orders. */
export interface OrdersOf {
  orders: number
  customers: number
}

/** How many are late by so many times their rhythm. */
export interface OverdueBand {
  above: number
  up_to: number | null
  customers: number
}

/** By how many times their rhythm customers are late. */
export interface OverdueFactor {
  median: number | null
  bands: OverdueBand[]
}

/** Who answers: the key of the role, its title or holder, and a second line. */
export interface OwnerBadge {
  name: string
  title: string
  role: string
}

/** Somebody and their tasks. */
export interface OwnerCount {
  name: string
  count: number
}

/** What came of stages and touchpoints. */
export interface OwnerFigures {
  stages: number
  touchpoints: number
  entries: number
  visits: number
  present: number
  reached: number
  advanced: number
  lost: number
  lost_net: number
  touches: number
  sold: number
  ripe: number
  onward: Rate
  loss_rate: Rate
  sale: Rate
}

/** The same of what a role answers for. */
export interface OwnerLine {
  stages: number
  touchpoints: number
  entries: number
  visits: number
  present: number
  reached: number
  advanced: number
  lost: number
  lost_net: number
  touches: number
  sold: number
  ripe: number
  onward: Rate
  loss_rate: Rate
  sale: Rate
  id: string | null
  title: InBoth
}

/** What came of what each role answers for. */
export interface OwnersSection {
  owners: OwnerLine[]
  total: OwnerFigures
}

/** Who went from a node of a step to a node of the next one. */
export interface PathEdge {
  step: number
  from: string
  to: string
  count: number
  /** Of all at the node it begins at. */
  rate: Rate
  took: TookSeconds
}

/** A node at a step: all there = came + began = left + dropped + further. */
export interface PathNode {
  step: number
  node: string
  count: number
  /** Of all paths. */
  rate: Rate
  began: number
  /** By an edge. */
  came: number
  /** By an edge. */
  left: number
  dropped: number
  /** Paths up to an end: were somewhere before, where is not told. */
  earlier?: number
  /** Other paths: went on, where is not told. */
  further?: number
}

/** Where people went step by step, and the paths walked oftenest. */
export interface PathsAnswer {
  question: 'paths'
  paths: number
  /** People, or deals, with a path. */
  units: number
  /** … of so many looked at. */
  of: number
  steps: number
  distinct_paths: number
  exact_medians: boolean
  nodes: PathNode[]
  edges: PathEdge[]
  top_paths: TopPath[]
  /** What is less than was asked; where something is. */
  remarks?: AnswerRemark[]
}

/** After how many months a customer has paid for themselves. */
export interface PayBack {
  months: number | null
  missing: string | null
}

/** So many would stand elsewhere. */
export interface PeopleMove {
  from: string | null
  from_title: string | null
  to: string | null
  to_title: string | null
  count: number
}

/** Who would move where. */
export interface PeopleMoves {
  active: number
  stay: number
  moves: PeopleMove[]
  words: string[]
}

/** All that is known of a person. */
export interface Person {
  person: number
  names: KnownName[]
  events: number
  suspected_bot: boolean
  maps: Journey[]
  traits: Trait[]
  /** When they were erased. */
  erased: string | null
  merges: Merge[]
  notes: Note[]
  words: PersonWords
}

/** A person in the reader's language. */
export interface PersonWords {
  called: string
  names: string[]
  traits: string[]
  /** The event that told each of the traits. */
  told_by: string[]
  maps: JourneyWords[]
}

/** A portrait by which numbers may be narrowed. */
export interface PersonaChoice {
  id: string
  title: string
  segment: string | null
  why: string | null
}

/** A buyer's portrait, and the segment it is of. */
export interface PersonaName {
  id: string
  title: string
  segment: string | null
}

/** A question's name and where it is pinned. */
export interface Pin {
  question: string
  /** `stage/lead`, `touchpoint/call`; empty for the map itself. */
  place?: string
}

/** Why a pinned question is not answered. */
export interface PinFault {
  code: string
  message: string
  next: string
  where?: string
  findings?: AskFinding[]
}

/** A kept question pinned to a map, with its main number of now. */
export interface PinShown {
  question: string
  /** `stage/lead`, `touchpoint/call`; empty for the map itself. */
  place: string
  /** What people call the place. */
  where: string | null
  title: string
  kind: string
  text: string
  number: MainNumber | null
  fault: PinFault | null
}

/** A stage or a touchpoint against its plan of the month. */
export interface PlanLine {
  kind: 'stage' | 'touchpoint'
  id: string
  title: string
  plan: number
  fact: number | null
  attainment: Quotient
  pace: Quotient
  owner: string | null
  owner_title: string | null
}

/** This month by stage and touchpoint, and the KPIs against their targets. */
export interface PlanSection {
  from: string
  to: string
  working_days: number
  working_days_gone: number
  share_gone: number
  calendar: Calendar
  lines: PlanLine[]
  kpis: KpiLine[]
}

/** A touchpoint, and the events it needs. */
export interface PlannedPoint {
  id: string
  title: string
  stage: string | null
  stage_title: string | null
  channel: string | null
  from: 'buyer' | 'seller'
  mark: 'comes' | 'late' | 'never' | 'unplanned'
  events: EventLine[]
  steps: EventLine[]
  where: string
  fields: NeededField[]
}

/** A play drawn under the seller's actions, and how many people are in it now. */
export interface PlayChip {
  name: string
  title: string
  people: number | null
  state: 'draft' | 'paused' | 'running'
}

/** What a play brings back of those who would not have come by themselves. */
export interface PlayUplift {
  id: string
  title: string
  treatment: Rate
  holdout: Rate
  difference: number | null
  low: number | null
  high: number | null
  recovered: number | null
  margin: number | null
  roi: Quotient
  verdict: string
  verdict_words: InBoth
  planned: ArmsNeeded | null
  in_window: number
}

/** A touchpoint that may be told by hand. */
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

/** A touchpoint with its numbers. */
export interface PointNumbers {
  id: string
  touches: number
  reach: number
  sale: Rate | null
  in_window: number | null
  within: string | null
  forward_per_100: number | null
}

/** A touchpoint, what its sale is, and its own funnel. */
export interface PointOfFunnel {
  id: string
  title: string
  stage: string | null
  sale: string | null
  within: string | null
  steps: SmallStep[]
}

/** How well a touchpoint goes, and what it leads to. */
export interface PointQuality {
  id: string
  title: string
  touches: number
  quality: number | null
  coverage: number | null
  rated: number
  unseen: number
  sale: Rate | null
  forward_per_100: number | null
}

/** The difference of two shares, as a share, and its interval. */
export interface PointsApart {
  points: number
  low: number
  high: number
}

/** The map's own definitions that numbers depend on. */
export interface Policy {
  reopen_within: string
  reversed_within: string
  mistake_within: string
  recovered_within: string
  trailing: string
  laps: number | string
}

/** What is under way, lost and received. */
export interface PotentialSection {
  within: string | null
  stages: StageAhead[]
  wins: number
  pipeline: number | null
  leak: number | null
  received: number
  potential: number | null
  share: Quotient
  missing: string | null
}

/** How much people are written to, and how many had enough. */
export interface PressureSection {
  messages: number
  reachable: number
  per_person: Quotient
  at_cap: Rate | null
  unsubscribed_per_1000: Quotient
}

/** A row of a file as it stands. */
export interface PreviewRow {
  row: number
  cells: string[]
}

/** Which draft becomes an edition, and why. */
export interface Publish {
  /** `digest` of the draft that was looked at. */
  base: string
  reason?: string
}

/** A published edition. */
export interface PublishedAs {
  number: number
  published: string
  reason: string
}

/** The new edition; none where nothing is different. */
export interface PublishedNow {
  edition: PublishedAs | null
  same: boolean
}

/** What publishing would do. */
export interface Publishing {
  base: string
  possible: boolean
  same: boolean
  edition: number
  before: number | null
  changes: Difference[]
  people: PeopleMoves | null
  in_the_way: Finding[]
  advice: Finding[]
}

/** How well touches go, and after how many one buys. */
export interface QualitySection {
  points: PointQuality[]
  chance: ChanceAtTouch[]
}

/** A number made of two others, or why there is none. */
export interface Quotient {
  value: number | null
  missing: string | null
}

/** A share: so many of so many, and the ends of its interval. */
export interface Rate {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
}

/** A question's text as lists, mappings and texts, and what is wrong with it. */
export interface ReadText {
  question: unknown
  findings: AskFinding[]
}

/** A reason, how many rows it stops, the first of them. */
export interface ReasonRows {
  code: string
  n: number
  rows: BadRow[]
}

/** How intervals were found. */
export interface Redrawn {
  draws: number
  seed: string
}

/** What a share is compared with. */
export interface Reference {
  kind: 'best_month' | 'plan' | 'target'
  rate: number
  kpi: string | null
  month: string | null
  seen: Rate | null
}

/** What recommendations bring. */
export interface ReferralSection {
  recommendations: number
  customers: Rate
  leads_won: Rate
}

/** Why leads are not taken. */
export interface RejectReason {
  id: string | null
  title: string | InBoth
  count: number
  share: number
}

/** What to know of an answer. */
export interface Remark {
  code: string
  words: InBoth
}

/** Second orders and those after. */
export interface RepeatSection {
  within: string | null
  customers: number
  orders: number
  rate: Rate
  ladder: Rung[]
  customers_by_orders: OrdersOf[]
  share: LaterShare
  share_in_period: LaterShare
}

/** How many were kept, and how many go on waiting. */
export interface Replayed {
  kept: number
  waiting: number
}

/** How soon leads are answered. */
export interface ResponseSection {
  leads: number
  live: number
  unanswered: number
  calendar: Calendar
  waits: Wait[]
  missing: string | null
}

/** How many of those who began in a period came back, period after period. */
export interface RetentionAnswer {
  question: 'retention'
  cohorts: RetentionCohort[]
  mean: RetentionMean[]
  groups?: RetentionGroup[]
}

/** How many of a cohort came back so long after; null where its time has not come. */
export interface RetentionCell {
  /** `3`, of a bracket `4-7`. */
  offset: string
  count: number | null
  returned: Rate | null
  /** Its time is not over: it may grow. */
  young: boolean
}

/** Those who began in a period. */
export interface RetentionCohort {
  period: string
  units: number
  /** Not all of the period was looked at. */
  partial: boolean
  cells: RetentionCell[]
}

/** The cohorts of one group. */
export interface RetentionGroup {
  /** Of the property; null for those without it, and for the rest. */
  value: string | null
  /** It is all the rest together. */
  other: boolean
  cohorts: RetentionCohort[]
  mean: RetentionMean[]
}

/** How many came back so long after, of all cohorts whose time is over. */
export interface RetentionMean {
  offset: string
  of: number
  count: number
  returned: Rate
}

/** People lost at one stage who came back, to which stage, and by which play if any. */
export interface Returned {
  lost_at: string
  to: string
  people: number
  by: string
}

/** Money of the sales, in major units. */
export interface Revenue {
  gross: number
  net: number
  average_deal: number | null
  average_deal_net: number | null
}

/** Customers of a score, and between which ends it is given. */
export interface RfmScore {
  score: number
  customers: number
  net: number
  from_days?: number | null
  to_days?: number | null
  from_orders?: number | null
  to_orders?: number | null
  from_net?: number | null
  to_net?: number | null
}

/** Scores of customers and the segments they make. */
export interface RfmSection {
  window: string | null
  customers: number
  orders: number
  net: number
  segments: RfmSegment[]
  grid: number[][]
  recency: RfmScore[]
  frequency: RfmScore[]
  money: RfmScore[]
  scored_by: ScoredBy
}

/** Customers of some recency and frequency. */
export interface RfmSegment {
  id: string
  title: InBoth
  customers: number
  share: Rate
  orders: number
  net: number
  net_share: number | null
}

/** How many customers keep their rhythm. */
export interface Rhythm {
  on_time: number
  overdue: number
  dormant: number
  lost: number
  unknown: number
}

/** A role of the map and its tasks. */
export interface RoleCount {
  id: string
  title: string
  count: number
}

/** A role of the map. */
export interface RoleName {
  id: string
  title: string
}

/** What a role may. */
export interface RoleRights {
  role: 'analyst' | 'manager' | 'marketer' | 'owner' | 'seller' | 'seo' | 'service' | 'viewer'
  rights: ('events.import' | 'keys.manage' | 'map.comment' | 'map.edit' | 'map.publish' | 'map.read' | 'people.erase' | 'people.export' | 'people.read' | 'people.work' | 'questions.ask' | 'users.manage')[]
}

/** One more event a row may be. */
export interface RowEventGuess {
  /** The header of its date. */
  column: string
  event: string
  /** The header of the column that decides; empty where every row with the date is it. */
  where: string
  says: string[]
}

/** An import as it stands. */
export interface Run {
  upload: string
  file: string
  several: boolean
  state: 'done' | 'failed' | 'paused' | 'running' | 'stopped'
  fault: RunFault | null
  before: Record<string, StageCounts>
  after: Record<string, StageCounts>
  /** From here on nothing is told before the first row was read. */
  import?: string
  rows?: number
  total?: number | null
  accepted?: number
  duplicates?: number
  conflicts?: number
  refused?: number
  reasons?: Record<string, number>
  examples?: BadRow[]
  /** The same file was taken in before. */
  earlier?: boolean
  /** Rows a second. */
  rate?: number
  /** Microseconds. */
  left?: number | null
}

/** Why a run broke off. */
export interface RunFault {
  code: string
  message: string
  next: string
  where?: string
}

/** Whose stages are told before and after; of no map where it is empty. */
export interface RunHow {
  map: string
}

/** The share that goes on to the next order. */
export interface Rung {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
  from_order: number
  and_later: boolean
  in_window: number | null
  gap: Gap
}

/** A name, with its kind in the reader's language. */
export interface SaidName {
  kind: string
  value: string
  said: string
}

/** A share of answers on a scale. */
export interface ScaleRate {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
  by_value: ValueAnswers[]
}

/** A field of an element: its key, its words, what it holds. */
export interface SchemaField {
  kind: 'anything' | 'choice' | 'day' | 'field' | 'flag' | 'length' | 'many' | 'name' | 'number' | 'phrase' | 'record' | 'records' | 'ref' | 'rule' | 'share' | 'text' | 'url' | 'values'
  longest?: number
  least?: number | null
  most?: number | null
  whole?: boolean
  endless?: string | null
  options?: SchemaOption[]
  /** Offered where any text may stand. */
  known?: SchemaOption[]
  of?: string[]
  sees?: string
  each?: SchemaKind
  fields?: SchemaField[]
  key: string
  title: string
  means: string
  needed: boolean
}

/** What a field holds. */
export interface SchemaKind {
  kind: 'anything' | 'choice' | 'day' | 'field' | 'flag' | 'length' | 'many' | 'name' | 'number' | 'phrase' | 'record' | 'records' | 'ref' | 'rule' | 'share' | 'text' | 'url' | 'values'
  longest?: number
  least?: number | null
  most?: number | null
  whole?: boolean
  endless?: string | null
  options?: SchemaOption[]
  /** Offered where any text may stand. */
  known?: SchemaOption[]
  of?: string[]
  sees?: string
  each?: SchemaKind
  fields?: SchemaField[]
}

/** Elements of a map with their fields: for forms. */
export interface SchemaKinds {
  kinds: Record<string, SchemaField[]>
}

/** A value that may be chosen. */
export interface SchemaOption {
  value: string
  title: string
}

/** How well each fits, how engaged they are, and whether that foretells wins. */
export interface ScoreAnswer {
  question: 'score'
  people: number
  /** Where fit is asked about. */
  qualified?: Rate
  mean_fit?: number | null
  /** Of engagement, in points; null of nobody, as are the others. */
  mean: number | null
  p10: number | null
  median: number | null
  p90: number | null
  max: number | null
  grades: ScoreGrade[]
  engagement: Bin[]
  /** Where it is held against wins; so are the fields below. */
  calibration?: ScoreBand[]
  /** No band wins more seldom than the one below; null where there are not two. */
  monotone?: boolean | null
  verdict?: 'alike' | 'falls' | 'rising' | 'too_few' | 'uneven'
  /** Where fit is asked about. */
  won_of_qualified?: Rate
  won_of_others?: Rate
  won_before?: number
  /** Who was not there yet. */
  not_yet?: number
  /** Quantiles are within one per cent; where there were too many numbers for exact ones. */
  rounded?: boolean
}

/** Of a band of the score as it stood then, how many won. */
export interface ScoreBand {
  /** Null: from the lowest. */
  from: number | null
  /** Null: to the highest. */
  to: number | null
  won: Rate
  /** Who may yet win. */
  in_window: number
}

/** How many have a grade. */
export interface ScoreGrade {
  /** A1 to D4; where fit is not asked about, 1 to 4. */
  grade: string
  people: number
  share: number | null
}

/** How scores are given. */
export interface ScoredBy {
  recency: 'limits' | 'quintiles'
  frequency: 'limits' | 'quintiles'
  money: 'limits' | 'quintiles'
}

/** Who is in a segment at the end of a period, who came and who left in it. */
export interface SegmentAtEnd {
  period: string
  /** It is not over yet. */
  partial: boolean
  segment: string
  units: number
  came: number
  left: number
  /** Everybody known by then. */
  people: number
}

/** A segment by which numbers may be narrowed. */
export interface SegmentChoice {
  id: string
  title: string
  /** Why nobody can tell who belongs; null where it can be told. */
  why: string | null
}

/** A trait or a deed of those of one segment and those of another. */
export interface SegmentDifference {
  kind: 'event' | 'trait'
  what: string
  /** Of a trait its value; null is none stated. */
  of_value: string | null
  first: Rate
  second: Rate
  difference: PointsApart
  p: number | null
  p_corrected: number | null
  verdict: 'not_proven' | 'real' | 'too_few'
}

/** Who is in two segments at once. */
export interface SegmentOverlap {
  segment: string
  and: string
  units: number
  of_segment: Rate
  of_other: Rate
}

/** Who is in a segment. */
export interface SegmentSize {
  segment: string
  title: string
  units: number
  of_people: Rate
  /** Whom it is the first segment of the map to fit. */
  first_fit: number
  /** Who is in no other. */
  alone: number
}

/** Who is in the segments of a map, over time as well, and what sets two apart. */
export interface SegmentsAnswer {
  question: 'segments'
  people: number
  nowhere: number
  segments: SegmentSize[]
  overlaps: SegmentOverlap[]
  over_time?: SegmentAtEnd[]
  difference?: SegmentDifference[]
  remarks?: SegmentsRemark[]
}

/** Who stands on each side of a difference, and who on neither, being in both. */
export interface SegmentsRemark {
  code: string
  first: number
  second: number
  both: number
  words: InBoth
}

/** A file as far as it has come. */
export interface Sent {
  id: string
  name: string
  size: number
}

/** How large a piece may be, and a file. */
export interface SentHow {
  piece: number
  largest: number
}

/** Two names that are not one person's. */
export interface SetApart {
  names: [number, number]
}

/** When a thread was settled, and by whom. */
export interface Settled {
  at: string
  who: string
}

/** Of how many questions, and how many were refused. */
export interface SeveralHow {
  questions: number
  refused: number
}

/** A share of both sides, and whether they differ. */
export interface SharesApart {
  /** Where in the answers it stands. */
  what: string[]
  first: Rate
  second: Rate
  difference: PointsApart
  p: number | null
  p_corrected: number | null
  verdict: 'not_proven' | 'real' | 'too_few'
}

/** Who somebody says they are. */
export interface SignIn {
  login: string
  password: string
}

/** A period that begins at some moment; null is an open end. */
export interface Since {
  from: string
  to: string | null
}

/** A step of a touchpoint's own funnel, as a question asks for it. */
export interface SmallStep {
  title: string
  asks: Record<string, string>
}

/** Somebody, or a deal of theirs. */
export interface Someone {
  person: number
  /** What people know them by; empty where only systems know them. */
  called: string
  /** The best of the names their events bear, else their number. */
  name: string
  name_kind: string | null
}

/** What was spent on what; null where nobody has told. */
export interface SpentOn {
  advertising: number | null
  marketing: number | null
  selling: number | null
}

/** The numbers of one group. */
export interface SpreadGroup {
  unit: 'amount' | 'days' | 'events'
  n: number
  /** Events without a number, or units that did not get there; not of numbers of events. */
  missing?: number
  /** Not of times. */
  sum?: number
  mean: number | null
  min: number | null
  p10: number | null
  p25: number | null
  median: number | null
  p75: number | null
  p90: number | null
  p99: number | null
  max: number | null
  histogram: Bin[]
  value: string | null
  /** It is all the rest together. */
  other: boolean
}

/** Everybody, the invitations that wait, what each role may. */
export interface Staff {
  users: Account[]
  invitations: Invitation[]
  /** Of the home. */
  workspaces: string[]
  roles: RoleRights[]
}

/** Who is under way on a stage, and their chance. */
export interface StageAhead {
  id: string
  title: string
  open: number
  probability: Rate
}

/** A stage before or after an import. */
export interface StageCounts {
  title: string
  entered: number
  present: number
  won: number
  lost: number
}

/** A stage of the board with the first of its cards. */
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
  steps: ByWhen
  /** Microseconds. */
  norm: number | null
  /** Microseconds. */
  lost_after: number | null
  owner: string | null
  role: string | null
  /** Who gets onto the stage, in words. */
  rule: string
  cards: CardFacts[]
}

/** A stage, and which of the ready-made ones it is. */
export interface StageName {
  id: string
  title: string
  core: string | null
}

/** A stage with its numbers. */
export interface StageNumbers {
  id: string
  title: string
  entries: number
  visits: number
  reached: number
  won: number
  present: number
  advanced: number
  open: number
  lost_net: number
  disqualified: number
  dormant: number
  entered_from: Record<string, number>
  left_by: Record<string, number>
  /** Money not earned because of those lost here. */
  leak: number | null
  leak_margin: number | null
  /** Sales one more point of this step would bring. */
  point_wins: number | null
  lost: number
  lost_from_net: number
  loss_rate: Rate
  reasons: Record<string, number>
  /** Null from the sale on. */
  position: 'early' | 'middle' | 'near_finish' | null
  back: Rate
  returned: Rate
  recovered: Rate
  time: StageTime
}

/** One column of the map, from its head down to its owner. */
export interface StagePicture {
  name: string
  title: string
  /** the title of the zone it belongs to; neighbours of one zone share a bar. */
  zone: string
  owner: OwnerBadge | null
  /** people who are here now. */
  present: number | null
  /** relative change of `present` against the period before (0.041 is +4.1 %). */
  change: number | null
  /** median time in the stage. */
  time: number | null
  /** people who stepped back from here to earlier stages. */
  back: number | null
  /** money taken here. */
  revenue: number | null
  flow: FlowNumbers
  /** over the border to the next stage. */
  conversion: Conversion
  actions: string[]
  thoughts: string[]
  feeling: Feeling
  touches: TouchCard[]
  seller: string[]
  plays: PlayChip[]
  kpis: KpiBar[]
  content: ContentChip[]
}

/** The same of a stage. */
export interface StageStalled {
  stalled: Rate | null
  contact_gap: ContactGap
  over_norm: Rate | null
  active: number
  id: string
  title: string
}

/** How long a stage takes. */
export interface StageTime {
  n: number
  median_days: number | null
  p75_days: number | null
  p90_days: number | null
  advanced_median_days: number | null
  incidence: Incidence[]
}

/** A stage somebody may be put on by hand. */
export interface StageToSet {
  id: string
  title: string
}

/** What nobody has looked at for too long. */
export interface StalePoint {
  id: string
  title: string | null
}

/** Whom nobody is going to turn to, all in all and by stage. */
export interface StallsSection {
  stalled: Rate | null
  contact_gap: ContactGap
  over_norm: Rate | null
  active: number
  stages: StageStalled[]
  missing: string | null
}

/** Where somebody stands now. */
export interface Stands {
  person: number
  /** What people know them by; empty where only systems know them. */
  called: string
  /** The best of the names their events bear, else their number. */
  name: string
  name_kind: string | null
  stage: string | null
  title: string | null
  status: 'active' | 'closed' | 'lost' | null
}

/** A run to be begun. */
export interface Start {
  wish: Wish
  /** Whose stages are told before and after. */
  map?: string
}

/** Why somebody is erased, as it will stand in the act. */
export interface Stated {
  reason?: string
  basis?: string
}

/** A task: what is to be done, by when, by whom. */
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

/** The share that goes on from a stage to the next. */
export interface StepNumbers {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
  from: string
  to: string
  in_window: number | null
  by_period: Rate
  suggested_within_days: number | null
}

/** What became of a task. */
export interface StepOver {
  id: string
  person: number
  task: string
  how?: 'cancelled' | 'done'
  reason?: string
}

/** A step taken back, or done again. */
export interface StepTurn {
  /** `digest` of the draft the step was taken on. */
  base: string
  /** The sender's own: sent again under it, the step is taken once. */
  id?: string
}

/** How a draft stands after a step; the document too, unless `whole=no`. */
export interface Stepped {
  map: string
  edition: number | 'draft'
  digest: string
  version: number
  editions: PublishedAs[]
  published: number | null
  /** The draft is not what was published last. */
  changed: boolean
  can_undo: boolean
  can_redo: boolean
  /** The step that would be taken back, in words. */
  undo: string | null
  redo: string | null
  applied: Applied
  text?: string
  document?: Record<string, unknown> | null
  lines?: Record<string, number>
  said?: Record<string, string>
  findings?: Finding[]
}

/** In how many periods people did something. */
export interface StickinessAnswer {
  question: 'stickiness'
  units: number
  mean_periods: number | null
  distribution: InPeriods[]
  groups?: StickinessGroup[]
}

/** The stickiness of one group. */
export interface StickinessGroup {
  /** Of the property; null for those without it, and for the rest. */
  value: string | null
  /** It is all the rest together. */
  other: boolean
  units: number
  mean_periods: number | null
  distribution: InPeriods[]
}

/** Where somebody stands now that it is told. */
export interface Stood {
  person: number
  /** What people know them by; empty where only systems know them. */
  called: string
  /** The best of the names their events bear, else their number. */
  name: string
  name_kind: string | null
  stage: string | null
  title: string | null
  status: 'active' | 'closed' | 'lost' | null
  /** Told for the first time under its id. */
  new: boolean
}

/** A move of a journey, or a touch. */
export interface StoryEntry {
  at: string
  kind: string
  stage: string | null
  from: string | null
  event: string | null
  touchpoint: string | null
  reason: string | null
  until: string | null
  two_way: boolean
  /** Somebody of the team put them there. */
  by_hand: boolean
  /** Who it was, where that is known. */
  by: string | null
}

/** Events the map does not know, by name. */
export interface StrayEvent {
  event: string
  count: number
}

/** How many of those asked answer. */
export interface SurveyResponse {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
  within: string | null
  in_window: number | null
  by_kind: ByQuestion
  too_soon: TooSoon
  unasked: number
}

/** What surveys tell, and whether they are answered. */
export interface SurveysSection {
  nps: Nps
  csat: ScaleRate
  ces: EffortRate
  solved: ScaleRate
  response: SurveyResponse
  odd: number
  repeated: number
}

/** A breakdown by the values of one property or two. */
export interface TableAnswer {
  question: 'table'
  total: TableFigures
  values: TableRow[]
}

/** Who did something and how often; with an amount its sum, with `then` who went on. */
export interface TableFigures {
  units: number
  events: number
  /** Of all events. */
  share: number | null
  /** With an amount. */
  sum?: number
  mean?: number | null
  /** Events that say no number. */
  missing?: number
  /** With `then`: who went on to it. */
  conversion?: Rate
  /** The same of those alone whose time is over. */
  ripe?: Rate
  /** Who has not gone on and still may. */
  in_window?: number
}

/** The figures of a value, or of a pair of values. */
export interface TableRow {
  units: number
  events: number
  /** Of all events. */
  share: number | null
  /** With an amount. */
  sum?: number
  mean?: number | null
  /** Events that say no number. */
  missing?: number
  /** With `then`: who went on to it. */
  conversion?: Rate
  /** The same of those alone whose time is over. */
  ripe?: Rate
  /** Who has not gone on and still may. */
  in_window?: number
  value: string | null
  /** With two splits. */
  second_value?: string | null
  /** It is all the rest together. */
  other: boolean
}

/** What never was. */
export interface TakenBack {
  id: string
  person: number
}

/** What never was, and of whom, in the order it was told in. */
export interface TakenBackOfMany {
  id: string
  whom: Whom[]
  /** A task was called off for it, and goes on. */
  instead?: boolean
}

/** Tasks of a day, or of the days before or after. */
export interface TaskDay {
  when: 'later' | 'overdue' | 'today' | 'tomorrow'
  count: number
  tasks: TaskFacts[]
}

/** Something to be done with somebody. */
export interface TaskFacts {
  person: number
  /** What people know them by; empty where only systems know them. */
  called: string
  /** The best of the names their events bear, else their number. */
  name: string
  name_kind: string | null
  deal: number | null
  stage: string | null
  stage_title: string | null
  due: string | null
  /** Null where the map itself demands a first answer: then the role stands beside. */
  step: StepFacts | null
  role?: string | null
  role_title?: string | null
  owner?: string | null
}

/** What is to be done. */
export interface TaskList {
  days: TaskDay[]
  roles: RoleCount[]
  owners: OwnerCount[]
}

/** How the list of tasks was made. */
export interface TasksHow {
  as_of: string
  edition: number | 'draft'
  timezone: string
  /** Tasks of a day shown at once. */
  tasks: number
}

/** The same of a role, an owner or a touchpoint; of nobody where there is no id. */
export interface TasksOf {
  tasks: number
  execution: Rate
  on_time: number
  late: number
  missed: number
  cancelled: number
  not_due: number
  undated: number
  delay_mean_minutes: number | null
  delay_median_minutes: number | null
  id: string | null
  title: string | InBoth
}

/** To whom a task may be given. */
export interface Team {
  roles: RoleName[]
  people: string[]
  me: string | null
}

/** In which zone days are meant. */
export interface TeamHow {
  timezone: string
}

/** A ready-made map to begin with. */
export interface Template {
  id: string
  title: string
  about: string
  zones: TemplateZone[]
  stages: TemplateStage[]
  touchpoints: number
}

/** A stage of a template, as much of it as is drawn small. */
export interface TemplateStage {
  name: string
  title: string
  zone: string | null
  emotion: number | null
  /** Of each touchpoint, in order. */
  channels: string[]
}

/** A zone of a template. */
export interface TemplateZone {
  name: string
  title: string
}

/** A text that is not written down. */
export interface TextToCheck {
  text: string
}

/** What was said about an element. */
export interface Thread {
  id: string
  path: (string | number)[]
  /** What people call the element. */
  title: string
  /** The element is no longer on the map. */
  gone: boolean
  settled: Settled | null
  comments: Comment[]
}

/** Every thread of a map, the earliest first. */
export interface Threads {
  threads: Thread[]
}

/** A length of time of both sides, and how far the medians are apart. */
export interface TimesApart {
  /** Where in the answers it stands. */
  what: string[]
  first: TookDays
  second: TookDays
  difference: DaysApart
}

/** What is told. */
export interface Told {
  /** The teller's own: told again under it, it happened once. */
  id: string
  touchpoint?: string
  /** Or an end of the journey: `lost`, `disqualified`, … */
  outcome?: string
  /** Or nothing happened, and the team puts them on this stage, for a reason. */
  stage?: string
  person?: number
  /** Of which of their deals, where deals walk. */
  deal?: number
  /** A phone, an e-mail address, or any name somebody is known by. */
  who?: string
  at?: string
  /** Of a seller's touch that may be answered: it was. */
  answered?: boolean
  amount?: string
  reason?: string
  note?: string
  /** The stage they were put on: what it asks must be told. */
  into?: string
  /** What it asks, by the names of the event's fields. */
  fields?: Record<string, string>
}

/** The same thing, of several people. */
export interface ToldOfMany {
  told: Told
  whom: Whom[]
}

/** Who was asked again too soon. */
export interface TooSoon {
  numerator: number
  denominator: number
  rate: number | null
  low: number | null
  high: number | null
  apart: string
}

/** How long something took, in days; null where nobody did it, or too few to tell. */
export interface TookDays {
  n: number
  p25_days: number | null
  median_days: number | null
  p75_days: number | null
  p90_days: number | null
  mean_days: number | null
  /** With `median_high_days` the interval of the median. */
  median_low_days: number | null
  median_high_days: number | null
}

/** How long somebody was at a node before going on, in seconds. */
export interface TookSeconds {
  n: number
  mean_seconds: number
  median_seconds: number
}

/** A whole path, and how many walked it. */
export interface TopPath {
  rank: number
  path: string[]
  count: number
  rate: Rate
  /** How many of them went on beyond it. */
  further: number
}

/** The whole map in five figures, at the right of the title. */
export interface Totals {
  journeys: number | null
  won: number | null
  win_rate: number | null
  revenue: number | null
  cycle: number | null
}

/** A touchpoint: how many it reached and which share of them did what is its sale. */
export interface TouchCard {
  name: string
  title: string
  /** as the map writes it (`search_ads`, `phone`); it chooses the drawn icon. */
  channel: string
  reach: number | null
  conversion: number | null
  health: 'fair' | 'good' | 'poor' | null
  /** the title of the play that hangs on it, or nothing. */
  play: string
}

/** How many touches a sale takes. */
export interface TouchNumbers {
  median: number | null
  q1: number | null
  q3: number | null
  by_buyer_median: number | null
  under: number
  within: number
  over: number
  n: number
  histogram: number[]
}

/** A node, and how often it was visited. */
export interface TrailNode {
  node: string
  count: number
  /** Of all visits. */
  rate: Rate
  starts: number
  ends: number
}

/** A whole trail, and how many are such or of a rank above. */
export interface TrailVariant {
  rank: number
  path: string[]
  count: number
  rate: Rate
  /** How many of them went on beyond it. */
  further: number
  cumulative: Rate
}

/** What was said of somebody, by which event, from which source. */
export interface Trait {
  name: string
  value: string | number | boolean
  at: string
  event: string
  source: string | null
}

/** How often one went from a node straight to another. */
export interface Transition {
  from: string
  to: string
  count: number
  /** Of everything that went on from the node it begins at. */
  rate: Rate
  /** Not of beginnings and ends. */
  took?: TookSeconds
}

/** What follows what: visits of nodes, and moves from one to another. */
export interface TransitionsAnswer {
  question: 'transitions'
  trails: number
  /** People, or deals, with a trail. */
  units: number
  /** … of so many looked at. */
  of: number
  exact_medians: boolean
  nodes: TrailNode[]
  transitions: Transition[]
  /** What is less than was asked; where something is. */
  remarks?: AnswerRemark[]
  step_matrix?: NodeAtStep[]
  distinct_variants?: number
  variants?: TrailVariant[]
}

/** How often something was done, period by period. */
export interface TrendAnswer {
  question: 'trend'
  total: TrendFigures
  periods: TrendPeriod[]
  groups?: TrendGroup[]
  /** Quantiles are within one per cent; where there were too many numbers for exact ones. */
  rounded?: boolean
}

/** How often something was done; its sum, and what was before, where they are asked for. */
export interface TrendFigures {
  events: number
  units: number
  per_unit: number | null
  /** Whose first ever it is. */
  first_time: number
  /** With an amount. */
  sum?: number
  mean?: number | null
  median?: number | null
  p90?: number | null
  /** Events that say no number. */
  missing?: number
  /** With a comparison: of the equal time before. */
  previous_events?: number
  /** now ÷ before − 1. */
  events_change?: number | null
  previous_units?: number
  units_change?: number | null
  previous_sum?: number
  sum_change?: number | null
}

/** The periods of one group. */
export interface TrendGroup {
  /** Of the property; null for those without it, and for the rest. */
  value: string | null
  /** It is all the rest together. */
  other: boolean
  total: TrendFigures
  periods: TrendPeriod[]
}

/** The figures of a period. */
export interface TrendPeriod {
  events: number
  units: number
  per_unit: number | null
  /** Whose first ever it is. */
  first_time: number
  /** With an amount. */
  sum?: number
  mean?: number | null
  median?: number | null
  p90?: number | null
  /** Events that say no number. */
  missing?: number
  /** With a comparison: of the equal time before. */
  previous_events?: number
  /** now ÷ before − 1. */
  events_change?: number | null
  previous_units?: number
  units_change?: number | null
  previous_sum?: number
  sum_change?: number | null
  period: string
  /** Not all of the period was looked at, or it is not over. */
  partial: boolean
  cumulative_events: number
  cumulative_units: number
  cumulative_sum?: number
  previous_period?: string
}

/** What is to become of a run. */
export interface Turn {
  do: 'pause' | 'resume' | 'stop'
}

/** Who is none of ours, and why. */
export interface TurnedAway {
  id: string
  person: number
  reason: string
}

/** The whole text, as one step. */
export interface TypedText {
  /** `digest` of the draft the step was taken on. */
  base: string
  text: string
  /** The sender's own: sent again under it, the step is taken once. */
  id?: string
}

/** Somebody the map does not know what to make of. */
export interface UnsortedFacts {
  person: number
  /** What people know them by; empty where only systems know them. */
  called: string
  /** The best of the names their events bear, else their number. */
  name: string
  name_kind: string | null
  contacts: Contact[]
  events: number
  /** The latest, in words. */
  event: string
  at: string
}

/** Which decision is taken back. */
export interface Unwanted {
  seen: string
}

/** A line a play with anybody assigned. */
export interface UpliftSection {
  plays: PlayUplift[]
}

/** Whoever is signed in. */
export interface User {
  id: string
  name: string
  login: string
  role: 'analyst' | 'manager' | 'marketer' | 'owner' | 'seller' | 'seo' | 'service' | 'viewer'
  rights: ('events.import' | 'keys.manage' | 'map.comment' | 'map.edit' | 'map.publish' | 'map.read' | 'people.erase' | 'people.export' | 'people.read' | 'people.work' | 'questions.ask' | 'users.manage')[]
}

/** How many gave a value. */
export interface ValueAnswers {
  value: number
  answers: number
}

/** How long leads wait for an answer, in working time. */
export interface Wait {
  what: 'automatic' | 'first' | 'human'
  title: InBoth
  n: number
  median_minutes: number | null
  p80_minutes: number | null
  p90_minutes: number | null
  within?: string
  in_time?: Rate | null
  waiting?: number
}

/** Where most are kept waiting. */
export interface Waiting {
  stage: string
  under_way: number
  over_norm: Rate | null
  no_next_step: number
  median_gap_days: number | null
}

/** A decision as it is written down. */
export interface Wanted {
  change: string
  owner: string
  due: string
  moves: 'lost' | 'net' | 'rate' | 'won'
  target: number
  /** `seen` of the decision this one is written over. */
  seen?: string | null
}

/** A week by its first day and the first one after it. */
export interface Week {
  from: string
  to: string
}

/** Who two people are now. */
export interface WhoLinked {
  person: number
  /** What people know them by; empty where only systems know them. */
  called: string
  /** The best of the names their events bear, else their number. */
  name: string
  name_kind: string | null
  /** What sets them apart again. */
  names: number[]
}

/** Who is none of ours. */
export interface WhoTurnedAway {
  person: number
}

/** A map as its text says it. */
export interface WholeDocument {
  map: string
  edition: number | 'draft'
  digest: string
  version: number
  editions: PublishedAs[]
  published: number | null
  /** The draft is not what was published last. */
  changed: boolean
  can_undo: boolean
  can_redo: boolean
  /** The step that would be taken back, in words. */
  undo: string | null
  redo: string | null
  text: string
  /** By the map's own keys; null where the text cannot be read. */
  document: Record<string, unknown> | null
  /** By path written as JSON. */
  lines: Record<string, number>
  /** Conditions in words, by path written as JSON. */
  said: Record<string, string>
  findings: Finding[]
}

/** Somebody, or a deal of theirs. */
export interface Whom {
  person: number
  deal?: number
}

/** What is wanted of one table of a file. */
export interface Wish {
  table?: number
  /** Headers of columns with their roles; a column not named is left out. */
  roles?: Record<string, string>
  /** What each row is, where no column says it. */
  event?: string
  /** What each row is besides. */
  more?: MoreEvent[]
  currency?: string
  timezone?: string
  dates?: '' | 'day_first' | 'month_first'
  decimal?: '' | 'comma' | 'point'
  /** When rows without a time were so. */
  snapshot?: string
  preset?: string
  /** A whole mapping in YAML; then nothing above counts but the table. */
  text?: string
}

/** Sales not made, and their money in major units. */
export interface Worth {
  sales: number | null
  money: number | null
  margin: number | null
}

/** A write key, without what opens anything. */
export interface WriteKey {
  id: string
  title: string
  kind: 'browser' | 'private'
  off: boolean
  created: string
  /** How the key ends. */
  ends: string
  last: string | null
}

/** A new key; the key itself is told this once. */
export interface WriteKeyMade {
  id: string
  title: string
  kind: 'browser' | 'private'
  off: boolean
  created: string
  /** How the key ends. */
  ends: string
  last: string | null
  key: string
}

/** Every key. */
export interface WriteKeys {
  keys: WriteKey[]
}

/** A note as its writer sends it. */
export interface Written {
  id: string
  text: string
}

/** What each address answers, how it tells that, and what it takes. */
export interface Addresses {
  'GET /api/maps': { answer: MapName[]; how: MapsHow }
  'POST /api/maps': { answer: MapMade; how: Nothing; takes: NewMap }
  'GET /api/map-schema': { answer: SchemaKinds; how: Nothing }
  'GET /api/map/{map}': { answer: MapNumbers; how: NumbersHow }
  'GET /api/map/{map}/screen': { answer: MapOnScreen; how: NumbersHow }
  'GET /api/map/{map}/feelings': { answer: Felt[]; how: OfMap }
  'GET /api/map/{map}/figures': { answer: FigureName[]; how: OfEdition }
  'GET /api/map/{map}/filters': { answer: FilterChoices; how: OfEdition }
  'GET /api/map/{map}/funnel': { answer: OfFunnel; how: OfEdition }
  'GET /api/map/{map}/people/{figure}': { answer: BehindFigure; how: BehindHow }
  'GET /api/links': { answer: MapLinks; how: Nothing }
  'POST /api/map/{map}/links': { answer: MapLinkMade; how: Nothing; takes: NewMapLink }
  'DELETE /api/links/{link}': { answer: MapLinkEnded; how: Nothing }
  'GET /api/person': { answer: Person; how: AsOf }
  'GET /api/person/{person}': { answer: Person; how: AsOf }
  'DELETE /api/person/{person}': { answer: Erased; how: Nothing; takes: Stated }
  'GET /api/person/{person}/notes': { answer: Note[]; how: Nothing }
  'POST /api/person/{person}/notes': { answer: Note; how: Nothing; takes: Written }
  'DELETE /api/person/{person}/notes/{note}': { answer: Note; how: Nothing }
  'GET /api/merges/{merge}': { answer: MergeApart; how: Nothing }
  'POST /api/merges/{merge}/undo': { answer: Judged; how: Nothing }
  'POST /api/merges/{merge}/redo': { answer: Judged; how: Nothing }
  'GET /api/people': { answer: ListedPeople; how: ListedHow }
  'GET /api/people/export': { answer: Listed[]; how: ListedHow }
  'GET /api/erasures': { answer: Erased[]; how: Nothing }
  'GET /api/erasures/{act}': { answer: ErasedAct; how: Nothing }
  'GET /api/map/{map}/board': { answer: BoardFacts; how: BoardHow }
  'GET /api/map/{map}/tasks': { answer: TaskList; how: TasksHow }
  'POST /api/map/{map}/tasks': { answer: ManyDone; how: ById; takes: NewStep }
  'GET /api/map/{map}/team': { answer: Team; how: TeamHow }
  'POST /api/map/{map}/tasks/over': { answer: ManyDone; how: ById; takes: StepOver }
  'POST /api/map/{map}/owners': { answer: ManyDone; how: ById; takes: NewOwner }
  'POST /api/map/{map}/by-hand/many': { answer: ManyDone; how: ById; takes: ToldOfMany }
  'POST /api/map/{map}/by-hand/many/undo': { answer: ManyTakenBack; how: ById; takes: TakenBackOfMany }
  'GET /api/map/{map}/inbox': { answer: Inbox; how: InboxHow }
  'POST /api/map/{map}/inbox/reject': { answer: WhoTurnedAway; how: ById; takes: TurnedAway }
  'POST /api/map/{map}/inbox/link': { answer: WhoLinked; how: ById; takes: Linked }
  'POST /api/map/{map}/inbox/unlink': { answer: Nothing; how: Nothing; takes: SetApart }
  'POST /api/ask': { answer: FunnelAnswer | PathsAnswer | TransitionsAnswer | RetentionAnswer | StickinessAnswer | LifecycleAnswer | TrendAnswer | DistributionAnswer | TableAnswer | AttributionAnswer | SegmentsAnswer | ScoreAnswer | CompareAnswer; how: AskHow } | { answer: BehindCell; how: CellHow } | { answer: OneOfSeveral[]; how: SeveralHow }
  'POST /api/questions/read': { answer: ReadText; how: Nothing }
  'GET /api/names': { answer: Names; how: Nothing }
  'GET /api/saved': { answer: KeptQuestion[]; how: Nothing }
  'GET /api/saved/{name}': { answer: KeptQuestion; how: Nothing }
  'PUT /api/saved/{name}': { answer: KeptQuestion; how: Nothing; takes: KeptText }
  'DELETE /api/saved/{name}': { answer: KeptGone; how: Nothing }
  'GET /api/questions': { answer: Record<string, unknown>; how: Nothing }
  'GET /api/diagnosis': { answer: Diagnosis; how: DiagnosisHow } | { answer: Alerts; how: AlertsHow }
  'GET /api/map/{map}/decisions/{month}': { answer: MonthDecisions; how: DecisionsHow }
  'PUT /api/map/{map}/decisions/{month}/{stage}': { answer: DecisionKept; how: OfMap; takes: Wanted }
  'DELETE /api/map/{map}/decisions/{month}/{stage}': { answer: DecisionKept; how: OfMap; takes: Unwanted }
  'GET /api/map/{map}/pins': { answer: PinShown[]; how: OfMap }
  'PUT /api/map/{map}/pins': { answer: Pin; how: OfMap; takes: Pin }
  'DELETE /api/map/{map}/pins': { answer: Pin; how: OfMap; takes: Pin }
  'POST /api/uploads': { answer: Sent; how: SentHow }
  'POST /api/uploads/{upload}/more': { answer: Sent; how: SentHow }
  'GET /api/uploads/{upload}': { answer: Looked; how: LookedHow }
  'DELETE /api/uploads/{upload}': { answer: Nothing; how: Nothing }
  'POST /api/uploads/{upload}/check': { answer: Checked; how: CheckedHow; takes: Wish }
  'POST /api/uploads/{upload}/run': { answer: Run; how: RunHow; takes: Start }
  'GET /api/uploads/{upload}/run': { answer: Run; how: RunHow }
  'PATCH /api/uploads/{upload}/run': { answer: Run; how: RunHow; takes: Turn }
  'GET /api/imports': { answer: Imports; how: Nothing }
  'POST /api/imports/{import}/undo': { answer: ImportUndone; how: Nothing }
  'GET /api/failed': { answer: FailedPage; how: FailedHow }
  'POST /api/failed/replay': { answer: Replayed; how: Nothing; takes: Again }
  'POST /api/failed/drop': { answer: Dropped; how: Nothing; takes: Drop }
  'GET /api/map/{map}/by-hand': { answer: Offered; how: OfferedHow }
  'POST /api/map/{map}/by-hand': { answer: Stood; how: ById; takes: Told }
  'POST /api/map/{map}/by-hand/undo': { answer: Stands; how: ById; takes: TakenBack }
  'GET /api/sources': { answer: Heard[]; how: HeardHow }
  'GET /api/map/{map}/document': { answer: WholeDocument; how: OfEdition }
  'POST /api/map/{map}/operations': { answer: Stepped; how: OfEdition; takes: Operations }
  'PUT /api/map/{map}/text': { answer: Stepped; how: OfEdition; takes: TypedText }
  'POST /api/map/{map}/undo': { answer: Stepped; how: OfEdition; takes: StepTurn }
  'POST /api/map/{map}/redo': { answer: Stepped; how: OfEdition; takes: StepTurn }
  'POST /api/map/{map}/check': { answer: CheckedText; how: OfMap; takes: TextToCheck }
  'GET /api/map/{map}/history': { answer: Edits; how: EditsHow }
  'GET /api/map/{map}/publish': { answer: Publishing; how: OfMap }
  'POST /api/map/{map}/publish': { answer: PublishedNow; how: OfMap; takes: Publish }
  'GET /api/templates': { answer: Template[]; how: Nothing }
  'GET /api/map/{map}/comments': { answer: Threads; how: OfMap }
  'POST /api/map/{map}/comments': { answer: Threads; how: OfMap; takes: NewComment }
  'PATCH /api/map/{map}/comments/{comment}': { answer: Threads; how: OfMap; takes: ChangedComment }
  'DELETE /api/map/{map}/comments/{comment}': { answer: Threads; how: OfMap }
  'GET /api/map/{map}/compare': { answer: MapsCompared; how: OfMap }
  'GET /api/me': { answer: Me; how: Nothing }
  'POST /api/sign-in': { answer: Me; how: Nothing; takes: SignIn }
  'POST /api/sign-out': { answer: Me; how: Nothing }
  'POST /api/welcome': { answer: Me; how: Nothing; takes: Entry }
  'POST /api/invitations/accept': { answer: Me; how: Nothing; takes: Entry }
  'GET /api/users': { answer: Staff; how: Nothing }
  'POST /api/users': { answer: Account; how: Nothing; takes: NewUser }
  'PATCH /api/users/{user}': { answer: Account; how: Nothing; takes: AccountChange }
  'POST /api/users/{user}/password': { answer: Account; how: Nothing; takes: NewPassword }
  'POST /api/invitations': { answer: InvitationMade; how: Nothing; takes: Invite }
  'DELETE /api/invitations/{invitation}': { answer: InvitationGone; how: Nothing }
  'GET /api/audit': { answer: Journal; how: Nothing }
  'GET /api/map/{map}/tracking': { answer: EventPlan; how: EventPlanHow }
  'GET /api/keys': { answer: WriteKeys; how: Nothing }
  'POST /api/keys': { answer: WriteKeyMade; how: Nothing; takes: NewKey }
  'PATCH /api/keys/{key}': { answer: WriteKey; how: Nothing; takes: KeySwitch }
}
