/** The board as it is drawn: cards beside their norm, columns with all their pages, what is searched. */

import { shownName } from '../../kit/called'
import type { CardFacts, StageFacts } from './shapes'

export const DAY = 86_400_000_000

export function keyOf(card: { person: number; deal: number | null }): string {
  return `${card.person}/${card.deal ?? 0}`
}

/** µs somebody has stood here. */
export function ageOf(card: CardFacts, now: string): number {
  return Math.max(0, (Date.parse(now) - Date.parse(card.since)) * 1_000)
}

/** µs until silence ends it; null when nothing will. */
export function leftOf(card: CardFacts, now: string): number | null {
  return card.due === null ? null : (Date.parse(card.due) - Date.parse(now)) * 1_000
}

export type Mark = 'late' | 'soon' | 'fine'

/** The loudest mark is for who stands too long; the next for who is about to be lost. */
export function markOf(card: CardFacts, stage: StageFacts, now: string): Mark {
  if (card.late) return 'late'
  return aboutToGo(card, stage, now) ? 'soon' : 'fine'
}

/** Silence is about to end it: two days are left, or a fifth of a short limit. */
export function aboutToGo(card: CardFacts, stage: StageFacts, now: string): boolean {
  const left = leftOf(card, now)
  return left !== null && stage.lost_after !== null && left < Math.min(2 * DAY, stage.lost_after / 5)
}

/** Further pages behind the first one; nobody twice, whoever moved meanwhile. */
export function joined(first: CardFacts[], more: CardFacts[]): CardFacts[] {
  const met = new Set(first.map(keyOf))
  return [...first, ...more.filter((card) => !met.has(keyOf(card)) && met.add(keyOf(card)))]
}

/** Cards that speak of what is searched. */
export function matching(cards: CardFacts[], search: string): CardFacts[] {
  const wanted = search.trim().toLowerCase()
  if (!wanted) return cards
  return cards.filter((card) => said(card).includes(wanted))
}

function said(card: CardFacts): string {
  const { step } = card
  return [shownName(card), card.name, card.deal ?? '', card.why, card.owner ?? '', step?.what ?? '', step?.owner ?? ''].join(' ').toLowerCase()
}

/** The card beside this one: up and down the column, left and right across filled columns. */
export function neighbour(columns: string[][], from: string, key: string): string | null {
  const at = columns.findIndex((column) => column.includes(from))
  if (at < 0) return null
  const place = columns[at]!.indexOf(from)
  if (key === 'ArrowDown') return columns[at]![place + 1] ?? null
  if (key === 'ArrowUp') return columns[at]![place - 1] ?? null
  const step = key === 'ArrowRight' ? 1 : -1
  for (let next = at + step; next >= 0 && next < columns.length; next += step) {
    const column = columns[next]!
    if (column.length) return column[Math.min(place, column.length - 1)]!
  }
  return null
}
