/** The board's cards, kept current with all the pages that were asked for. */

import { get } from '../../api/client'
import { Resource } from '../../api/resource.svelte'
import { router } from '../../app/router.svelte'
import { words } from '../../kit/words.svelte'
import { failed } from './acts'
import { joined } from './model'
import type { BoardFacts, BoardHow, CardFacts, StageFacts } from './shapes'

export type Order = 'due' | 'step' | 'fresh' | 'amount'
export const ORDERS: Order[] = ['due', 'step', 'fresh', 'amount']

export class Board {
  private further = $state.raw<Record<string, CardFacts[]>>({})
  private pages: Record<string, number> = {}
  private stop = new AbortController()
  waiting = $state('')
  order = $derived((router.query.get('order') ?? 'due') as Order)
  /** Only those with such a next step. */
  step = $derived(router.query.get('step') ?? '')
  readonly first = new Resource<BoardFacts, BoardHow>(() => {
    const query = this.query
    return (signal) => get<BoardFacts, BoardHow>(this.path, query, signal)
  })

  constructor() {
    // The first page is another one: those behind it are asked again, too.
    $effect(() => {
      if (this.first.value) for (const stage of Object.keys(this.pages)) void this.fetch(stage)
    })
    $effect(() => () => this.stop.abort())
  }

  stages = $derived<StageFacts[]>(
    (this.first.value?.stages ?? []).filter((one) => !one.counted_only).map((one) => ({ ...one, cards: joined(one.cards, this.further[one.id] ?? []) })),
  )

  /** The next page of a column. */
  async more(stage: string): Promise<void> {
    this.pages[stage] = (this.pages[stage] ?? 0) + 1
    this.waiting = stage
    await this.fetch(stage)
    this.waiting = ''
  }

  /** The next page of every column that has one. */
  async moreOfAll(): Promise<void> {
    const stages = this.stages.filter((one) => one.cards.length < one.matching && one.cards.length < 500)
    await Promise.all(stages.map((one) => this.more(one.id)))
  }

  reorder(order: Order): void {
    this.anew({ order: order === 'due' ? null : order })
  }

  only(step: string): void {
    this.anew({ step: step || null })
  }

  private anew(query: Record<string, string | null>): void {
    // Pages on their way are of another order.
    this.stop.abort()
    this.stop = new AbortController()
    this.pages = {}
    this.further = {}
    router.set(query, true)
  }

  /** All pages of a column behind the first one, at once. */
  private async fetch(stage: string): Promise<void> {
    const [{ signal }, page] = [this.stop, 50]
    const wanted = { stage, skip: page, take: page * (this.pages[stage] ?? 0) }
    try {
      const { answer } = await get<BoardFacts>(this.path, { ...this.query, ...wanted }, signal)
      if (!signal.aborted) this.further = { ...this.further, [stage]: answer.stages[0]?.cards ?? [] }
    } catch (problem) {
      if (!signal.aborted) failed(problem)
    }
  }

  private get path(): string {
    return `/api/map/${encodeURIComponent(router.map)}/board`
  }

  private get query(): Record<string, string> {
    const { as_of, edition } = router.moments
    return { order: this.order, lang: words.language, ...(this.step ? { step: this.step } : {}), ...(as_of ? { as_of } : {}), ...(edition ? { edition } : {}) }
  }
}
