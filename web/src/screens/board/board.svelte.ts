/** The board's cards, kept current with all the pages that were asked for. */

import { get } from '../../api/client'
import { Resource } from '../../api/resource.svelte'
import { router } from '../../app/router.svelte'
import { words } from '../../kit/words.svelte'
import { joined } from './model'
import type { BoardFacts, BoardHow, CardFacts, StageFacts } from './shapes'

export type Order = 'due' | 'step' | 'fresh' | 'amount'
export const ORDERS: Order[] = ['due', 'step', 'fresh', 'amount']

export class Board {
  private further = $state.raw<Record<string, CardFacts[]>>({})
  private pages: Record<string, number> = {}
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
    this.pages = {}
    this.further = {}
    router.set(query, true)
  }

  private async fetch(stage: string): Promise<void> {
    const found: CardFacts[] = []
    for (let page = 1; page <= (this.pages[stage] ?? 0); page++) {
      const { answer } = await get<BoardFacts>(this.path, { ...this.query, stage, skip: 50 * page })
      found.push(...(answer.stages[0]?.cards ?? []))
    }
    this.further = { ...this.further, [stage]: found }
  }

  private get path(): string {
    return `/api/map/${encodeURIComponent(router.map)}/board`
  }

  private get query(): Record<string, string> {
    const { as_of, edition } = router.moments
    return { order: this.order, lang: words.language, ...(this.step ? { step: this.step } : {}), ...(as_of ? { as_of } : {}), ...(edition ? { edition } : {}) }
  }
}
