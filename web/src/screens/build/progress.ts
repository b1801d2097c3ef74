/** How far the map is along the five steps, and what is still open; an open place stops nobody. */

import type { Element, MapDocument } from '../../map/shapes'

export const STEPS = ['goals', 'personas', 'touchpoints', 'funnels', 'structure'] as const
export type StepName = (typeof STEPS)[number]

/** Something still open: a key under `build.gap`, and how many of it. */
export interface Gap {
  key: string
  n: number
}

export interface Progress {
  state: 'empty' | 'begun' | 'done'
  gaps: Gap[]
}

/** The five traits that every portrait should have. */
export const FIVE = ['sex', 'age', 'lives', 'habits', 'interests'] as const
const ENOUGH = 3

export function progressOf(document: MapDocument): Record<StepName, Progress> {
  return {
    goals: told(goals(document), count(document.goals) + count(document.products) + count(document.problems) > 0),
    personas: told(personas(document), Boolean(segmentsOf(document).length)),
    touchpoints: told(touchpoints(document), Boolean(pointsOf(document).length)),
    funnels: told(funnels(document), Boolean(document.sale) || pointsOf(document).some(isFunnelled)),
    structure: told(structure(document), Boolean(document.stages?.length)),
  }
}

function told(gaps: Gap[], begun: boolean): Progress {
  return { state: !begun ? 'empty' : gaps.length ? 'begun' : 'done', gaps }
}

function goals(document: MapDocument): Gap[] {
  const all = Object.values((document.goals ?? {}) as Record<string, Element>)
  const vague = all.filter((one) => one.target === undefined).length
  const products = Object.values((document.products ?? {}) as Record<string, Element>)
  const unpriced = products.filter((one) => one.price === undefined && one.price_rule === undefined).length
  return gaps({
    goal: all.length ? 0 : 1, goal_target: vague,
    product: products.length ? 0 : 1, product_price: unpriced,
    problem: count(document.problems) ? 0 : 1,
  })
}

function personas(document: MapDocument): Gap[] {
  const all = segmentsOf(document)
  return gaps({ segment: all.length ? 0 : 1, portrait: all.filter((one) => portraitGaps(one) > FIVE.length - ENOUGH).length })
}

/** How many of the five traits a segment's portrait lacks. */
export function portraitGaps(segment: Element): number {
  const persona = (segment.persona ?? {}) as Record<string, unknown>
  return FIVE.filter((one) => persona[one] === undefined).length
}

function touchpoints(document: MapDocument): Gap[] {
  const all = pointsOf(document)
  const unseen = all.filter((one) => !(one.event as unknown[] | undefined)?.length).length
  return gaps({ touchpoint: all.length >= ENOUGH ? 0 : 1, event: unseen })
}

function funnels(document: MapDocument): Gap[] {
  const open = onTheWay(document).filter((one) => !isFunnelled(one)).length
  return gaps({ map_sale: document.sale ? 0 : 1, sale: open })
}

function structure(document: MapDocument): Gap[] {
  const stages = document.stages ?? []
  const taken = new Set(pointsOf(document).map((one) => one.stage))
  const bare = stages.filter((one) => !taken.has(one.stage)).length
  const cores = new Set([...stages, ...(document.zones ?? [])].map((one) => one.core))
  const unmeasured = stages.length > 1 && !count(document.kpis)
  return gaps({ stages: stages.length < 2 ? 1 : 0, bare_stage: bare, kpi: unmeasured ? 1 : 0, no_repeat: stages.length > 1 && !cores.has('repeat_sales') ? 1 : 0 })
}

function gaps(found: Record<string, number>): Gap[] {
  return Object.entries(found).filter(([, n]) => n > 0).map(([key, n]) => ({ key, n }))
}

/** Touchpoints that should say what they sell: those of a stage, and all while there are no stages. */
export function onTheWay(document: MapDocument): Element[] {
  const all = pointsOf(document)
  return document.stages?.length ? all.filter((one) => one.stage !== undefined) : all
}

export function isFunnelled(point: Element): boolean {
  return point.sale !== undefined || Boolean((point.steps as unknown[] | undefined)?.length)
}

export function pointsOf(document: MapDocument): Element[] {
  return document.touchpoints ?? []
}

export function segmentsOf(document: MapDocument): Element[] {
  return (document.segments as Element[] | undefined) ?? []
}

function count(mapping: unknown): number {
  return mapping !== null && typeof mapping === 'object' ? Object.keys(mapping).length : 0
}
