/** What a person does on the map, as operations. */

import { newName } from './names'
import { at, type Path } from './path'
import type { MapDocument, Operation, Value } from './shapes'

/** A change and where to go after it. */
export interface Change {
  operations: Operation[]
  path: Path
}

/** A text written in place: an empty one takes the line or the field away, a title is never empty. */
export function written(document: MapDocument, path: Path, text: string): Operation[] {
  const plain = text.trim()
  const old = at(document, path)
  if (plain === String(old ?? '').trim()) return []
  if (plain) return [{ op: 'set', path, value: plain }]
  if (old === undefined || path.at(-1) === 'title') return []
  return [{ op: 'remove', path }]
}

export type AddKind = 'touchpoints' | 'actions' | 'seller' | 'thoughts' | 'content' | 'feelings'

/** Lanes whose cells take something new, and the field it goes to. */
export const ADDS: Record<AddKind, string> = {
  touchpoints: 'touchpoints',
  actions: 'buyer',
  seller: 'seller',
  thoughts: 'buyer_asks',
  content: 'content',
  feelings: 'feels',
}

export function adds(lane: string): lane is AddKind {
  return lane in ADDS
}

/** Something new at the end of a cell. */
export function added(document: MapDocument, lane: AddKind, stage: string, text: string): Change | null {
  const title = text.trim()
  if (!title) return null
  if (lane === 'touchpoints') {
    const name = newName(document, title, 'touchpoint')
    return { operations: [{ op: 'add', path: ['touchpoints'], name, value: { title, stage } }], path: ['touchpoints', name] }
  }
  if (lane === 'content') {
    const name = newName(document, title, 'content')
    const value: Value = { title, stage: [stage], status: 'missing' }
    return { operations: [{ op: 'add', path: ['content'], name, value }], path: ['content', name] }
  }
  const path: Path = ['stages', stage, ADDS[lane]]
  if (lane === 'thoughts' || lane === 'feelings') return { operations: [{ op: 'set', path, value: title }], path }
  const list = at(document, path)
  const size = Array.isArray(list) ? list.length : 0
  return { operations: [{ op: 'add', path, value: title }], path: [...path, size] }
}

/** A new stage before another one, or the last. */
export function stageAdded(document: MapDocument, before: string | null, text: string): Change | null {
  const title = text.trim()
  if (!title) return null
  const stages = document.stages ?? []
  const place = before === null ? stages.length : stages.findIndex((one) => one.stage === before)
  const zone = stages[place - 1]?.zone ?? stages[place]?.zone
  const name = newName(document, title, 'stage')
  const value: Value = zone === undefined ? { title } : { title, zone }
  const where = before === null ? {} : { before }
  return { operations: [{ op: 'add', path: ['stages'], name, value, ...where }], path: ['stages', name] }
}

/** An element taken away; a stage lets its touchpoints stand outside, so that nothing is lost with it. */
export function removed(document: MapDocument, path: Path): Operation[] {
  if (path.length !== 2 || path[0] !== 'stages') return [{ op: 'remove', path }]
  const own = (document.touchpoints ?? []).filter((one) => one.stage === path[1])
  const out: Operation[] = own.map((one) => ({ op: 'move', path: ['touchpoints', String(one.touchpoint)], stage: null }))
  return [...out, { op: 'remove', path }]
}

/** A card put at a place among the cards of a stage, counted without itself. */
export function cardMoved(document: MapDocument, name: string, stage: string | null, index: number): Operation[] {
  const path: Path = ['touchpoints', name]
  const others = (document.touchpoints ?? []).filter((one) => (one.stage ?? null) === stage && one.touchpoint !== name)
  const [next, last] = [others[index], others.at(-1)]
  const moves = at(document, [...path, 'stage']) === (stage ?? undefined) ? {} : { stage }
  if (next) return [{ op: 'move', path, ...moves, before: String(next.touchpoint) }]
  if (last) return [{ op: 'move', path, ...moves, after: String(last.touchpoint) }]
  return [{ op: 'move', path, stage }]
}

/** A stage put at a place among the stages, counted without itself. */
export function stageMoved(document: MapDocument, name: string, index: number): Operation[] {
  const others = (document.stages ?? []).filter((one) => one.stage !== name)
  const path: Path = ['stages', name]
  const [next, last] = [others[index], others.at(-1)]
  if (next) return [{ op: 'move', path, before: String(next.stage) }]
  return last ? [{ op: 'move', path, after: String(last.stage) }] : []
}

/** A line of a list put at a place of the same field of a stage, this one or another. */
export function lineMoved(document: MapDocument, path: Path, stage: string, index: number): Change {
  const field = String(path[2])
  const target: Path = ['stages', stage, field]
  if (stage === path[1]) return { operations: [{ op: 'move', path, at: index }], path: [...target, index] }
  const value = at(document, path) as Value
  return {
    operations: [{ op: 'remove', path }, { op: 'add', path: target, value, at: index }],
    path: [...target, index],
  }
}
