/** Where on the screen a carried thing would land. */

import type { Point, Spot } from './machine'

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

export interface ListBox {
  list: string
  box: Box
  items: { item: string; box: Box }[]
}

/** The list under the pointer, or the nearest across; then the place by the middles of its things. */
export function spotAt(point: Point, lists: ListBox[], axis: 'x' | 'y', carried: string): Spot | null {
  let nearest: ListBox | null = null
  let least = Infinity
  for (const one of lists) {
    const far = away(point, one.box)
    if (far < least) [nearest, least] = [one, far]
  }
  if (!nearest) return null
  const others = nearest.items.filter((one) => one.item !== carried)
  const found = others.findIndex(({ box }) =>
    axis === 'y' ? point.y < (box.top + box.bottom) / 2 : point.x < (box.left + box.right) / 2,
  )
  return { list: nearest.list, index: found < 0 ? others.length : found }
}

function away(point: Point, box: Box): number {
  const x = Math.max(box.left - point.x, 0, point.x - box.right)
  const y = Math.max(box.top - point.y, 0, point.y - box.bottom)
  return Math.hypot(x, y)
}

/** The line that shows a spot: between two things, or at an end of the list. */
export function lineAt(spot: Spot, lists: ListBox[], axis: 'x' | 'y', carried: string): Box | null {
  const list = lists.find((one) => one.list === spot.list)
  if (!list) return null
  const others = list.items.filter((one) => one.item !== carried)
  const [before, after] = [others[spot.index - 1]?.box, others[spot.index]?.box]
  if (axis === 'y') {
    const sides = before ?? after ?? { left: list.box.left + 6, right: list.box.right - 6 }
    const y = before && after ? (before.bottom + after.top) / 2 : before ? before.bottom + 3 : after ? after.top - 3 : list.box.top + 8
    return { left: sides.left, right: sides.right, top: y - 1.5, bottom: y + 1.5 }
  }
  const x = before && after ? (before.right + after.left) / 2 : before ? before.right : after ? after.left : list.box.left
  return { left: x - 1.5, right: x + 1.5, top: list.box.top, bottom: list.box.bottom }
}

/** How fast to scroll when the pointer is near an edge: nothing in the middle, faster the nearer. */
export function pull(at: number, low: number, high: number, zone = 56, most = 18): number {
  if (at < low + zone) return -Math.ceil(most * Math.min(1, (low + zone - at) / zone))
  if (at > high - zone) return Math.ceil(most * Math.min(1, (at - high + zone) / zone))
  return 0
}
