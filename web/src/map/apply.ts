/** Operations on the document as the server does them, so that a change is seen before it is answered. */

import { at, NAMED, placeIn, type Path } from './path'
import type { MapDocument, Operation, Place, Value } from './shapes'

/** An operation that does not fit the document: what it speaks of is not there. */
export class Unfit extends Error {}

type Tree = Record<string, unknown>

/** The document after the operations; the given one stays as it is. */
export function apply(document: MapDocument, operations: Operation[]): MapDocument {
  return operations.reduce(one, document)
}

function one(document: MapDocument, operation: Operation): MapDocument {
  switch (operation.op) {
    case 'set':
      return put(document, operation.path, () => operation.value, true)
    case 'remove':
      return put(document, operation.path, () => undefined, false)
    case 'add':
      return added(document, operation)
    case 'move':
      return moved(document, operation)
    case 'rename':
      return renamed(document, operation.path, operation.name)
  }
}

/** A copy with another value at a path; undefined takes the place away. */
function put(document: MapDocument, path: Path, change: (old: unknown) => unknown, makes: boolean): MapDocument {
  if (path.length === 0) throw new Unfit('')
  return changed(document, path, 0, change, makes) as MapDocument
}

function changed(node: unknown, path: Path, depth: number, change: (old: unknown) => unknown, makes: boolean): unknown {
  if (depth === path.length) return change(node)
  const key = path[depth] as string | number
  if (Array.isArray(node)) {
    const place = placeIn(node, key, path[depth - 1])
    if (place < 0) throw new Unfit(JSON.stringify(path))
    const value = changed(node[place], path, depth + 1, change, makes)
    return value === undefined ? node.filter((_, number) => number !== place) : node.with(place, value)
  }
  if (typeof key === 'number') throw new Unfit(JSON.stringify(path))
  const tree: Tree = node !== null && typeof node === 'object' ? (node as Tree) : {}
  if (!makes && !(key in tree)) throw new Unfit(JSON.stringify(path))
  const value = changed(tree[key], path, depth + 1, change, makes)
  if (value !== undefined) return { ...tree, [key]: value }
  const { [key]: _, ...rest } = tree
  return rest
}

function added(document: MapDocument, operation: Extract<Operation, { op: 'add' }>): MapDocument {
  const { path, value, name } = operation
  const list = at(document, path)
  const key = NAMED[String(path.at(-1))]
  if (name !== undefined && !key && !Array.isArray(list)) {
    return put(document, [...path, name], () => value, true)
  }
  const item = key && name !== undefined ? { [key]: name, ...(value as Tree) } : value
  return put(document, path, (old) => inserted(Array.isArray(old) ? old : [], item as Value, operation, path), true)
}

function inserted(list: unknown[], item: unknown, place: Place, path: Path): unknown[] {
  const number = target(list, place, path) ?? afterStage(list, item, path)
  return [...list.slice(0, number), item, ...list.slice(number)]
}

/** Where a member goes by what it is placed beside; null where nothing is said. */
function target(list: unknown[], place: Place, path: Path): number | null {
  const list_name = path.at(-1)
  if (place.at !== undefined) return Math.min(place.at, list.length)
  const beside = place.before ?? place.after
  if (beside === undefined) return null
  const found = placeIn(list, beside, list_name)
  if (found < 0) throw new Unfit(String(beside))
  return place.before === undefined ? found + 1 : found
}

/** A touchpoint without a place goes behind the last one of its stage. */
function afterStage(list: unknown[], item: unknown, path: Path): number {
  if (path.at(-1) !== 'touchpoints') return list.length
  const stage = (item as Tree).stage
  const last = list.findLastIndex((other) => (other as Tree).stage === stage)
  return last < 0 ? list.length : last + 1
}

function moved(document: MapDocument, operation: Extract<Operation, { op: 'move' }>): MapDocument {
  const list = operation.path.slice(0, -1)
  const key = operation.path.at(-1) as string | number
  return put(
    document,
    list,
    (old) => {
      if (!Array.isArray(old)) throw new Unfit(JSON.stringify(list))
      const from = placeIn(old, key, list.at(-1))
      if (from < 0) throw new Unfit(JSON.stringify(operation.path))
      const item = restaged(old[from], operation.stage)
      const rest = old.filter((_, number) => number !== from)
      return inserted(rest, item, operation.stage === undefined && !placed(operation) ? { at: from } : operation, list)
    },
    false,
  )
}

function placed(place: Place): boolean {
  return place.at !== undefined || place.before !== undefined || place.after !== undefined
}

function restaged(item: unknown, stage: string | null | undefined): unknown {
  if (stage === undefined) return item
  const { stage: _, ...rest } = item as Tree
  return stage === null ? rest : { ...(item as Tree), stage }
}

/** The new name at its own place, and where touchpoints stand; the server renames the rest. */
function renamed(document: MapDocument, path: Path, name: string): MapDocument {
  const key = NAMED[String(path[0])]
  if (!key) {
    const value = at(document, path)
    if (value === undefined) throw new Unfit(JSON.stringify(path))
    return put(put(document, path, () => undefined, false), [...path.slice(0, -1), name], () => value, true)
  }
  const found = put(document, path, (old) => ({ ...(old as Tree), [key]: name }), false)
  if (key !== 'stage' || !found.touchpoints) return found
  const old = path[1]
  return { ...found, touchpoints: found.touchpoints.map((one) => (one.stage === old ? { ...one, stage: name } : one)) }
}
