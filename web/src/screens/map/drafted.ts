/** A stage and its cards as the draft writes them, with the numbers that are known by name. */

import type { CardModel, ContentModel, KpiModel, PlayModel, StageModel, TextModel } from './model'
import type { Path } from '../../map/path'
import type { ContentState, DocumentRecord, KpiBar, MapDocument, OwnerBadge, PlayState, StagePicture, TouchCard, Unit } from './shapes'

/** The document, and what the picture counted, by name. */
export interface Written {
  document: MapDocument
  stages: ReadonlyMap<string, StagePicture>
  cards: ReadonlyMap<string, TouchCard>
  kpis: ReadonlyMap<string, KpiBar>
}

type Uncounted = Omit<StageModel, 'present' | 'change' | 'time' | 'back' | 'revenue' | 'flow' | 'conversion'>

export function documentStage(known: Written, record: DocumentRecord, name: string, index: number): Uncounted {
  const path: Path = ['stages', name]
  const { document } = known
  const own = (document.touchpoints ?? []).filter((one) => one.stage === name)
  const zone = (document.zones ?? []).find((one) => one.zone === record.zone)
  const value = typeof record.emotion === 'number' ? Math.max(-2, Math.min(2, record.emotion)) : null
  return {
    name,
    title: text(record.title) || name,
    path,
    index,
    zone: text(zone?.title) || text(record.zone),
    zonePath: zone ? ['zones', String(zone.zone)] : null,
    owner: owner(document, text(record.owner)),
    actions: lines(record.buyer, path, 'buyer'),
    thoughts: text(record.buyer_asks) ? [{ text: text(record.buyer_asks), path: [...path, 'buyer_asks'] }] : [],
    feeling: { value, words: text(record.feels) },
    cards: own.map((one) => documentCard(one, known.cards, document)),
    seller: lines(record.seller, path, 'seller'),
    plays: plays(document, name),
    kpis: kpis(known, name),
    content: content(document, name, own),
    record,
  }
}

export function documentCard(record: DocumentRecord, counted: ReadonlyMap<string, TouchCard>, document: MapDocument): CardModel {
  const name = String(record.touchpoint ?? '')
  const numbers = counted.get(name)
  const play = document.plays?.[text(record.play)]
  return {
    name,
    title: text(record.title) || name,
    path: ['touchpoints', name],
    stage: text(record.stage) || null,
    channel: list(record.channel)[0] ?? '',
    reach: numbers?.reach ?? null,
    conversion: numbers?.conversion ?? null,
    health: numbers?.health ?? null,
    play: text(play?.title),
    figure: `touchpoint/${name}`,
  }
}

function owner(document: MapDocument, name: string): OwnerBadge | null {
  const record = document.owners?.[name]
  if (!record) return null
  const title = text(record.title) || name
  return text(record.name) ? { name, title: text(record.name), role: title } : { name, title, role: '' }
}

function plays(document: MapDocument, stage: string): PlayModel[] {
  const states: Record<string, PlayState> = { running: 'running', paused: 'paused' }
  return Object.entries(document.plays ?? {})
    .filter(([, record]) => record.stage === stage)
    .map(([name, record]) => ({
      name,
      title: text(record.title) || name,
      path: ['plays', name],
      people: null,
      state: states[text(record.status)] ?? 'draft',
    }))
}

const UNITS: [string, Unit][] = [['share', 'share'], ['time', 'time'], ['touches', 'number'], ['cost', 'money'], ['money', 'money']]

/** The plan of a month first, then the stage's own; what was not counted yet has no numbers. */
function kpis(known: Written, stage: string): KpiModel[] {
  const month = known.kpis.get(`stage/${stage}/month`)
  const found: KpiModel[] = month ? [kpi(month)] : []
  for (const [name, record] of Object.entries(known.document.kpis ?? {})) {
    if (record.stage !== stage) continue
    const counted = known.kpis.get(`kpi/${name}`)
    const unit = UNITS.find(([key]) => key in record)?.[1] ?? 'number'
    found.push({
      ...(counted ? kpi(counted) : { figure: `kpi/${name}`, fact: null, plan: null, unit, atLeast: true }),
      title: text(record.title) || name,
      path: ['kpis', name],
    })
  }
  return found
}

/** A KPI as it was counted. */
export function kpi(one: KpiBar): KpiModel {
  const [kind, name = ''] = one.name.split('/')
  const path: Path = kind === 'kpi' ? ['kpis', name] : ['stages', name, 'plan']
  return { figure: one.name, title: one.title, path, fact: one.fact, plan: one.plan, unit: one.unit, atLeast: one.at_least }
}

function content(document: MapDocument, stage: string, touchpoints: DocumentRecord[]): ContentModel[] {
  const records = document.content ?? {}
  const names = new Set(touchpoints.flatMap((one) => list(one.content)))
  for (const [name, record] of Object.entries(records)) if (record.stage === stage) names.add(name)
  return [...names].flatMap((name): ContentModel[] => {
    const record = records[name]
    if (!record) return []
    const status = text(record.status) || 'ready'
    const state: ContentState = status === 'ready' || status === 'missing' ? status : 'draft'
    return [{ title: text(record.title) || name, state, path: ['content', name] }]
  })
}

function lines(value: unknown, path: Path, field: string): TextModel[] {
  return list(value).map((one, at) => ({ text: one, path: [...path, field, at] }))
}

export function list(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return Array.isArray(value) ? value.map(String) : []
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}
