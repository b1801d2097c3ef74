/** The board's cards, kept current with all the pages that were asked for. */

import { get } from '../../api/client'
import { Resource } from '../../api/resource.svelte'
import { router } from '../../app/router.svelte'
import { joined } from './model'
import type { BoardFacts, BoardHow, CardFacts, StageFacts } from './shapes'

export type Order = 'due' | 'fresh' | 'amount'

export class Board {
  private further = $state.raw<Record<string, CardFacts[]>>({})
  private pages: Record<string, number> = {}
  waiting = $state('')
  order = $derived((router.query.get('order') ?? 'due') as Order)
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

  reorder(order: Order): void {
    this.pages = {}
    this.further = {}
    router.set({ order: order === 'due' ? null : order }, true)
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
    return { order: this.order, ...(as_of ? { as_of } : {}), ...(edition ? { edition } : {}) }
  }
}
