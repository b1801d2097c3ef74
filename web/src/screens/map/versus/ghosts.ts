/** The other map's numbers and lines, found for the places of this one. */

import type { Difference } from '../../../api/types'
import { count, duration, money } from '../../../kit/numbers'
import type { Language } from '../../../kit/words.svelte'
import type { CardModel, MapModel, StageModel, TextModel } from '../model'
import { cardSaid, kpiSaid, tenths } from '../verdicts'

export type DiffKind = 'added' | 'removed' | 'changed'

export type { Difference as Change }

export interface Ghosts {
  /** What the other has for each figure of this map. */
  numbers: ReadonlyMap<string, string>
  /** Titles of cards only the other has, by the stage of this map they stood at. */
  cards: ReadonlyMap<string, string[]>
  /** Lines only the other has, by `STAGE/LANE`. */
  lines: ReadonlyMap<string, string[]>
  /** Paths of lines only this map has. */
  fresh: ReadonlySet<string>
  /** Stages only the other has. */
  stages: string[]
  /** How the other feels at the stages of this map. */
  feelings: { index: number; value: number }[]
}

/** Stages of the other by those of this map: by the name, by another name that is the same, by the title. */
export function paired(own: readonly StageModel[], other: readonly StageModel[], names: Readonly<Record<string, string>>): Map<StageModel, StageModel> {
  const found = new Map<StageModel, StageModel>()
  const taken = new Set<StageModel>()
  const ways: ((one: StageModel, there: StageModel) => boolean)[] = [
    (one, there) => (names[there.name] ?? there.name) === one.name,
    (one, there) => same(there.title, one.title),
  ]
  for (const way of ways) {
    for (const one of own) {
      if (found.has(one)) continue
      const there = other.find((each) => !taken.has(each) && way(one, each))
      if (!there) continue
      found.set(one, there)
      taken.add(there)
    }
  }
  return found
}

function same(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}

export function ghostsOf(own: MapModel, other: MapModel, names: Readonly<Record<string, string>>, language: Language): Ghosts {
  const pairs = paired(own.stages, other.stages, names)
  const numbers = new Map<string, string>()
  const cards = new Map<string, string[]>()
  const lines = new Map<string, string[]>()
  const fresh = new Set<string>()
  const known = [...own.stages.flatMap((one) => one.cards), ...own.elsewhere]
  const theirs = [...other.stages.flatMap((one) => one.cards), ...other.elsewhere]
  const partner = (card: CardModel) =>
    known.find((one) => one.name === (names[card.name] ?? card.name)) ?? known.find((one) => same(one.title, card.title))
  for (const one of theirs) {
    const here = partner(one)
    if (here && one.reach !== null) numbers.set(here.figure, cardSaid(one, language))
  }
  for (const [one, there] of pairs) {
    for (const [figure, said] of stageNumbers(one, there, other.currency, language)) numbers.set(figure, said)
    const next = own.stages[one.index + 1]
    const after = other.stages[there.index + 1]
    if (next && after && pairs.get(next) === after && there.conversion.rate !== null) {
      numbers.set(`conversion/${one.name}/${next.name}`, tenths(there.conversion.rate, language))
    }
    for (const kpi of one.kpis) {
      const their = there.kpis.find((each) => each.figure === kpi.figure || same(each.title, kpi.title))
      if (their && their.fact !== null) numbers.set(kpi.figure, kpiSaid(their.fact, their.unit, other.currency, language))
    }
    const gone = there.cards.filter((each) => !partner(each)).map((each) => each.title)
    if (gone.length) cards.set(one.name, gone)
    for (const lane of ['actions', 'thoughts', 'seller'] as const) {
      const less = without(there[lane], one[lane]).map((each) => each.text)
      if (less.length) lines.set(`${one.name}/${lane}`, less)
      for (const each of without(one[lane], there[lane])) fresh.add(JSON.stringify(each.path))
    }
  }
  const met = new Set(pairs.values())
  return {
    numbers, cards, lines, fresh,
    stages: other.stages.filter((one) => !met.has(one)).map((one) => one.title),
    feelings: [...pairs].flatMap(([one, there]) => (there.feeling.value === null ? [] : [{ index: one.index, value: there.feeling.value }])),
  }
}

function stageNumbers(own: StageModel, there: StageModel, currency: string, language: Language): [string, string][] {
  const top = `stage/${own.name}`
  const { flow } = there
  const counts: [string, number | null][] = [
    ['present', there.present], ['back', there.back], ['entered', flow.entered], ['lost', flow.lost],
    ['dormant', flow.dormant], ['disqualified', flow.disqualified],
  ]
  const found: [string, string][] = counts.flatMap(([name, n]) => (n === null ? [] : [[`${top}/${name}`, count(n, language)]]))
  if (there.time !== null) found.push([`${top}/time`, duration(there.time, language)])
  if (there.revenue) found.push([`${top}/revenue`, money(there.revenue, currency, language)])
  return found
}

function without(some: readonly TextModel[], others: readonly TextModel[]): TextModel[] {
  return some.filter((one) => !others.some((each) => same(each.text, one.text)))
}

/** How every place of this map differs; a changed field marks its element, too. */
export function marksOf(changes: readonly Difference[]): ReadonlyMap<string, DiffKind> {
  const found = new Map<string, DiffKind>()
  for (const one of changes) {
    if (one.kind === 'removed') continue
    const kind: DiffKind = one.kind === 'added' ? 'added' : 'changed'
    found.set(JSON.stringify(one.path), kind)
    const element = JSON.stringify(one.path.slice(0, 2))
    if (one.path.length > 2 && !found.has(element)) found.set(element, 'changed')
  }
  return found
}
