/** What is expected of each stage: people a month, the share that goes on, how long it takes. */

import { newName } from '../../map/names'
import { at, type Path } from '../../map/path'
import { typed } from '../../map/form'
import type { Element, MapDocument, Operation, Value } from '../../map/shapes'
import type { Write } from './changes'

export type Measure = 'share' | 'time'

/** A KPI of the map with its name. */
export interface Kpi {
  name: string
  kpi: Element
}

const SIDE: Record<Measure, 'least' | 'most'> = { share: 'least', time: 'most' }
/** Half of those who went on did so within the time; a few slow ones do not spoil it. */
const TIME = { at: 'median' }

export function kpisOf(document: MapDocument): Kpi[] {
  return Object.entries((document.kpis ?? {}) as Record<string, Element>).map(([name, kpi]) => ({ name, kpi }))
}

/** The KPI that measures the way from one place to another. */
export function kpiOf(document: MapDocument, measure: Measure, from: string, to: string): Kpi | undefined {
  return kpisOf(document).find(({ kpi }) => kpi[measure] === `from ${from} to ${to}`)
}

/** KPIs that are no field of the table of stages. */
export function others(document: MapDocument): Kpi[] {
  const stages = (document.stages ?? []).map((one) => String(one.stage))
  const steps = stages.flatMap((stage, place) => (stages[place + 1] === undefined ? [] : [`from ${stage} to ${stages[place + 1]}`]))
  return kpisOf(document).filter(({ kpi }) => !steps.includes(String(kpi.share ?? kpi.time)))
}

/** A share as it is typed and as the map keeps it: «62,5» is 62.5%. */
export function shareOf(text: string): string {
  const plain = text.trim().replace(/\s*%$/, '')
  const value = typed('number', plain)
  return typeof value === 'number' ? `${value}%` : plain
}

const UNITS: [unit: string, told: RegExp][] = [
  ['m', /^(m|min\w*|м|мин[а-я]*)\.?$/], ['h', /^(h|hours?|ч|час[а-я]*)\.?$/],
  ['w', /^(w|weeks?|н|нед[а-я]*)\.?$/], ['d', /^(d|days?|д|дн[а-я]*|день|сут[а-я]*)?\.?$/],
]

/** A length as it is typed and as the map keeps it: «3 дня» and «3» are 3d, «15 мин» is 15m; of anything else nothing is guessed. */
export function lengthOf(text: string): string {
  const [, size, word] = /^(\d+)\s*(.*)$/.exec(text.trim().toLowerCase()) ?? []
  const unit = UNITS.find(([, told]) => told.test(word ?? '-'))?.[0]
  return size && unit ? size + unit : text.trim()
}

/** What a KPI aims at, as it is typed; `said` names a unit of time. */
export function aimOf(kpi: Element | undefined, measure: Measure, said: (unit: string) => string): string {
  const target = String(kpi?.target ?? '')
  const value = target.replace(/^at (least|most) /, '')
  if (measure === 'share') return value.replace(/%$/, '')
  const [, size, unit] = /^(\d+)([mhdw])$/.exec(value) ?? []
  return size && unit ? `${size} ${said(unit)}` : value
}

/** What is typed as the aim of a way: its KPI is made, changed, or taken away with the last letter. */
export function aimed(measure: Measure, from: string, to: string, title: string, stage?: string): Write {
  return (document, _path, text) => {
    if (stage !== undefined && at(document, ['stages', stage]) === undefined) return []
    const value = measure === 'share' ? shareOf(text) : lengthOf(text)
    const known = kpiOf(document, measure, from, to)
    if (!value) return known ? [{ op: 'remove', path: ['kpis', known.name] }] : []
    const target = `at ${SIDE[measure]} ${value}`
    if (known) return known.kpi.target === target ? [] : [{ op: 'set', path: ['kpis', known.name, 'target'], value: target }]
    const kpi: Record<string, Value> = { title, [measure]: `from ${from} to ${to}`, ...(measure === 'time' ? TIME : {}), target, ...(stage === undefined ? {} : { stage }) }
    return [{ op: 'add', path: ['kpis'], name: newName(document, `${measure}_${from}_${to}`, 'kpi'), value: kpi }]
  }
}

export type Side = 'least' | 'most'

/** Which way the target of any KPI goes, and its value as it is typed. */
export function targetOf(kpi: Element, said: (unit: string) => string): { side: Side; value: string } {
  const [, side, value] = /^at (least|most) (.*)$/.exec(String(kpi.target ?? '')) ?? []
  const plain = kpi.share === undefined ? aimOf(kpi, 'time', said) : `${aimOf(kpi, 'share', said)} %`
  return { side: (side as Side | undefined) ?? (kpi.time === undefined ? 'least' : 'most'), value: value ? plain : '' }
}

/** What is typed as the value of a target; the side stays. */
export function valued(side: Side): Write {
  return (document, path, text) => {
    const kpi = at(document, path.slice(0, 2)) as Element
    const value = kpi.share !== undefined ? shareOf(text) : kpi.time !== undefined ? lengthOf(text) : String(typed('number', text) ?? '')
    if (!value || value === '%') return kpi.target === undefined ? [] : [{ op: 'remove', path }]
    const target = `at ${side} ${value}`
    return kpi.target === target ? [] : [{ op: 'set', path, value: target }]
  }
}

/** The other way; the value stays. */
export function turned(document: MapDocument, name: string, side: string): Operation[] {
  const path: Path = ['kpis', name, 'target']
  const old = String(at(document, path) ?? '')
  const value = old.replace(/^at (least|most) /, `at ${side} `)
  return side && value !== old ? [{ op: 'set', path, value }] : []
}

/** Where the plan of a stage stands: in the month of the whole plan, or on the stage. */
export function planPath(document: MapDocument, stage: string): Path {
  const own: Path = ['stages', stage, 'plan']
  const monthly: Path = ['plan', 'month', stage]
  return at(document, own) === undefined && at(document, monthly) !== undefined ? monthly : own
}

/** What the map expects of a stage, in a few words each, for the drawing of the map. */
export function expectedOf(document: MapDocument, place: number): { plan: string; share: string; time: string } {
  const [here, next] = [place, place + 1].map((one) => String(document.stages?.[one]?.stage ?? ''))
  const way = (measure: Measure) => (here && next ? kpiOf(document, measure, here, next)?.kpi : undefined)
  const plan = at(document, planPath(document, here ?? ''))
  const target = (kpi?: Element) => String(kpi?.target ?? '').replace(/^at (least|most) /, '')
  return { plan: plan === undefined ? '' : String(plan), share: target(way('share')), time: target(way('time')) }
}

/** A share under the map's own key: «35» is 35%. */
export const share: Write = (document, path, text) => {
  const value = text.trim() && shareOf(text)
  const old = at(document, path)
  if (value === (old ?? '')) return []
  return value ? [{ op: 'set', path, value }] : [{ op: 'remove', path }]
}

/** A length under the map's own key: «полгода» stays as typed, and the check says what it takes. */
export const length: Write = (document, path, text) => {
  const value = text.trim() && lengthOf(text)
  const old = at(document, path)
  if (value === (old ?? '')) return []
  return value ? [{ op: 'set', path, value }] : [{ op: 'remove', path }]
}

/** Doubts and answers, a line each: «Дорого: есть рассрочка»; a doubt may wait for its answer. */
export const answers: Write = (document, path, text) => {
  const found = text.split('\n').map((line) => line.trim()).filter(Boolean).map((line): [string, string] => {
    const [doubt, ...rest] = line.split(':')
    return [(doubt ?? '').trim(), rest.join(':').trim()]
  })
  const value = Object.fromEntries(found.filter(([doubt]) => doubt))
  if (JSON.stringify(value) === JSON.stringify(at(document, path) ?? {})) return []
  const operation: Operation = Object.keys(value).length ? { op: 'set', path, value } : { op: 'remove', path }
  return operation.op === 'remove' && at(document, path) === undefined ? [] : [operation]
}

/** Doubts and answers as they are typed. */
export function answersShown(value: unknown): string {
  if (value === null || typeof value !== 'object') return ''
  return Object.entries(value as Record<string, unknown>).map(([doubt, answer]) => (answer ? `${doubt}: ${String(answer)}` : doubt)).join('\n')
}
