/** Lanes in the order somebody gave them; those they never moved stand where the map has them. */

import type { LaneModel } from './model'

export function arranged(lanes: LaneModel[], order: string[]): LaneModel[] {
  const known = order.flatMap((key) => lanes.find((one) => one.key === key) ?? [])
  const found = [...known]
  for (const [at, lane] of lanes.entries()) {
    if (found.includes(lane)) continue
    // Behind the neighbour that the map has before it.
    const before = lanes.slice(0, at).findLast((one) => found.includes(one))
    found.splice(before ? found.indexOf(before) + 1 : 0, 0, lane)
  }
  return found
}
