/**
 * What the screen draws: texts and order as the draft has them, numbers as the server counted them.
 *
 * Without a document (somebody who may only look, an older edition) everything comes from the picture.
 * With one, a number finds its place by name, so that a stage renamed or moved a moment ago keeps it.
 */

import { documentCard, documentStage, kpi, type Written } from './drafted'
import type { Path } from '../../map/path'
import type {
  BackMove, ContentState, Conversion, DocumentRecord, Feeling, FlowNumbers, Health, MapDocument, MapPicture,
  OwnerBadge, PlayState, Returned, StagePicture, Totals, TouchCard, Unit,
} from './shapes'

/** A text somebody may edit in place; the path leads to it in the document. */
export interface TextModel {
  text: string
  path: Path
}

export interface CardModel {
  name: string
  title: string
  path: Path
  /** Null: a touchpoint of no stage. */
  stage: string | null
  channel: string
  reach: number | null
  conversion: number | null
  health: Health | null
  play: string
  /** `touchpoint/NAME`; it has people behind it where there is a reach. */
  figure: string
}

export interface PlayModel {
  name: string
  title: string
  path: Path
  people: number | null
  state: PlayState
}

export interface KpiModel {
  /** `kpi/NAME` or `stage/STAGE/month`. */
  figure: string
  title: string
  path: Path
  fact: number | null
  plan: number | null
  unit: Unit
  atLeast: boolean
}

export interface ContentModel {
  title: string
  state: ContentState
  /** Null where the picture alone does not tell its name. */
  path: Path | null
}

export interface StageModel {
  name: string
  title: string
  path: Path
  /** From 0, from left to right. */
  index: number
  zone: string
  zonePath: Path | null
  owner: OwnerBadge | null
  present: number | null
  change: number | null
  time: number | null
  back: number | null
  revenue: number | null
  flow: FlowNumbers
  conversion: Conversion
  actions: TextModel[]
  thoughts: TextModel[]
  feeling: Feeling
  cards: CardModel[]
  seller: TextModel[]
  plays: PlayModel[]
  kpis: KpiModel[]
  content: ContentModel[]
  /** Every other field of the document, for lanes of the map's own. */
  record: DocumentRecord
}

export const LANES = ['flow', 'actions', 'thoughts', 'feelings', 'touchpoints', 'seller', 'kpi', 'content', 'owner'] as const
export type LaneKind = (typeof LANES)[number]

export interface LaneModel {
  /** One of `LANES`, or `own:NAME` for a lane that the map describes itself. */
  key: string
  kind: LaneKind | 'own'
  /** The map's own title; empty where the lane has its usual one. */
  title: string
  /** Where the document describes it; null for a lane that is always there. */
  path: Path | null
  /** The field of stages it shows, where it is the map's own. */
  field: string
  /** The document folds it away. */
  hidden: boolean
}

export interface MapModel {
  title: string
  subtitle: string
  edition: number | null
  asOf: number | null
  period: [number | null, number | null] | null
  timeZone: string
  currency: string
  totals: Totals | null
  stages: StageModel[]
  lanes: LaneModel[]
  elsewhere: CardModel[]
  backMoves: BackMove[]
  returned: Returned[]
  /** There is a document: texts may be edited. */
  editable: boolean
}

const FIELDS: Record<string, LaneKind> = {
  flow: 'flow', buyer: 'actions', actions: 'actions', buyer_asks: 'thoughts', thoughts: 'thoughts', emotion: 'feelings',
  feels: 'feelings', emotions: 'feelings', touchpoints: 'touchpoints', touchpoint: 'touchpoints', seller: 'seller',
  plays: 'seller', kpi: 'kpi', kpis: 'kpi', content: 'content', owner: 'owner',
}

export function modelOf(picture: MapPicture, document: MapDocument | null): MapModel {
  const stages = document ? drafted(picture, document) : picture.stages.map(pictured)
  return {
    title: (document?.title ?? '') || picture.title,
    subtitle: picture.subtitle,
    edition: picture.edition,
    asOf: picture.as_of,
    period: picture.period,
    timeZone: picture.zone,
    currency: picture.currency,
    totals: picture.totals,
    stages,
    lanes: lanesOf(document),
    elsewhere: document ? strays(picture, document) : picture.elsewhere.map((one) => card(one, null)),
    backMoves: picture.back_moves,
    returned: picture.returned,
    editable: document !== null,
  }
}

/** Lanes as the document lists them; those it does not speak of follow in their usual order. */
export function lanesOf(document: MapDocument | null): LaneModel[] {
  const found: LaneModel[] = []
  for (const record of document?.lanes ?? []) {
    const name = String(record.lane ?? '')
    const field = String(record.kind ?? name)
    const kind = FIELDS[field]
    if (kind && found.some((one) => one.kind === kind)) continue
    found.push({
      key: kind ?? `own:${name}`,
      kind: kind ?? 'own',
      title: typeof record.title === 'string' ? record.title : '',
      path: ['lanes', name],
      field,
      hidden: record.hidden === true,
    })
  }
  for (const kind of LANES) {
    if (found.some((one) => one.kind === kind)) continue
    const lane: LaneModel = { key: kind, kind, title: '', path: null, field: '', hidden: false }
    // The flow is the map's head, wherever the others stand.
    if (kind === 'flow') found.unshift(lane)
    else found.push(lane)
  }
  return found
}

// ---------------------------------------------------------------- from the picture alone

function pictured(stage: StagePicture, index: number): StageModel {
  const path: Path = ['stages', stage.name]
  return {
    ...numbersOf(stage),
    name: stage.name,
    title: stage.title || stage.name,
    path,
    index,
    zone: stage.zone,
    zonePath: null,
    owner: stage.owner,
    actions: texts(stage.actions, path, 'buyer'),
    thoughts: stage.thoughts.map((text) => ({ text, path: [...path, 'buyer_asks'] })),
    feeling: stage.feeling,
    cards: stage.touches.map((one) => card(one, stage.name)),
    seller: texts(stage.seller, path, 'seller'),
    plays: stage.plays.map((one) => ({ ...one, path: ['plays', one.name] })),
    kpis: stage.kpis.map(kpi),
    content: stage.content.map((one) => ({ ...one, path: null })),
    record: {},
  }
}

function texts(lines: string[], path: Path, field: string): TextModel[] {
  return lines.map((text, at) => ({ text, path: [...path, field, at] }))
}

function card(one: TouchCard, stage: string | null): CardModel {
  const figure = `touchpoint/${one.name}`
  return { ...one, title: one.title || one.name, stage, path: ['touchpoints', one.name], figure }
}

/** What is counted of a stage; a stage nobody was counted on yet has nothing. */
function numbersOf(stage: StagePicture | undefined) {
  return {
    present: stage?.present ?? null,
    change: stage?.change ?? null,
    time: stage?.time ?? null,
    back: stage?.back ?? null,
    revenue: stage?.revenue ?? null,
    flow: stage?.flow ?? NOBODY,
    conversion: stage?.conversion ?? UNKNOWN,
  }
}

const NOBODY: FlowNumbers = { entered: null, advanced: null, open: null, lost: null, disqualified: null, dormant: null, started: null }
const UNKNOWN: Conversion = { rate: null, plan: null, numerator: null, denominator: null }

// ---------------------------------------------------------------- texts of the document, numbers of the picture

function drafted(picture: MapPicture, document: MapDocument): StageModel[] {
  const known: Written = {
    document,
    stages: new Map(picture.stages.map((one) => [one.name, one])),
    cards: new Map([...picture.elsewhere, ...picture.stages.flatMap((one) => one.touches)].map((one) => [one.name, one])),
    kpis: new Map(picture.stages.flatMap((one) => one.kpis).map((one) => [one.name, one])),
  }
  return (document.stages ?? []).map((record, index) => {
    const name = String(record.stage ?? '')
    return { ...numbersOf(known.stages.get(name)), ...documentStage(known, record, name, index) }
  })
}

/** Touchpoints of no stage: those of the document, the touched ones first. */
function strays(picture: MapPicture, document: MapDocument): CardModel[] {
  const counted = new Map([...picture.elsewhere, ...picture.stages.flatMap((one) => one.touches)].map((one) => [one.name, one]))
  return (document.touchpoints ?? [])
    .filter((record) => !record.stage)
    .map((record) => documentCard(record, counted, document))
    .sort((a, b) => (b.reach ?? -1) - (a.reach ?? -1))
}
