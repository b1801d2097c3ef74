/** Stages of two maps in columns: the same stand under each other, the others have a column of their own. */

import type { CardModel, MapModel, StageModel } from '../model'
import { paired } from './ghosts'

export interface Column {
  own: StageModel | null
  other: StageModel | null
}

/** A stage of the other that this map has not stands behind the one that it follows there. */
export function aligned(own: MapModel, other: MapModel, names: Readonly<Record<string, string>>): Column[] {
  const pairs = paired(own.stages, other.stages, names)
  const found: Column[] = own.stages.map((one) => ({ own: one, other: pairs.get(one) ?? null }))
  for (const [at, there] of other.stages.entries()) {
    if (found.some((one) => one.other === there)) continue
    const before = other.stages[at - 1]
    const place = before ? found.findIndex((one) => one.other === before) + 1 : 0
    found.splice(place, 0, { own: null, other: there })
  }
  return found
}

/** Cards that only this one of two stages has, by what people call them. */
export function alone(cards: readonly CardModel[], others: readonly CardModel[], names: Readonly<Record<string, string>>): ReadonlySet<string> {
  const there = new Set(others.flatMap((one) => [names[one.name] ?? one.name, one.title.trim().toLowerCase()]))
  return new Set(cards.filter((one) => !there.has(names[one.name] ?? one.name) && !there.has(one.title.trim().toLowerCase())).map((one) => one.name))
}
