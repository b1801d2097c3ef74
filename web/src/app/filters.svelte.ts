/** What the bar of filters offers for the open map, and what of it is chosen. */

import { get, Refused } from '../api/client'
import type { FilterChoices, PersonaChoice, SegmentChoice } from '../api/types'
import { words } from '../kit/words.svelte'
import { router } from './router.svelte'

export type { PersonaChoice, SegmentChoice as Choice }

const NOTHING: FilterChoices = { segments: [], personas: [] }

/** The names of the address that make up the bar. */
const BAR = ['segment', 'persona', 'from', 'to', 'as_of', 'compare']

class Filters {
  offered = $state.raw<FilterChoices>(NOTHING)
  segment = $derived(named(this.offered.segments, router.query.get('segment')))
  persona = $derived(named(this.offered.personas, router.query.get('persona')))
  /** Somebody is left out. */
  narrowed = $derived(Boolean(router.query.get('segment') || router.query.get('persona')))
  /** There is something to take back. */
  set = $derived(BAR.some((name) => router.query.get(name)))

  /** What a question of one segment asks about: a portrait is its segment. */
  question = $derived(router.query.get('segment') || this.persona?.segment || router.query.get('persona') || '')
  /** The bar as questions take it: they have no editions, and no portraits. */
  moments = $derived.by(() => {
    const { edition: _, persona: __, ...found } = router.moments
    return this.question ? { ...found, segment: this.question } : found
  })
  /** A segment and another portrait: a question knows only the first. */
  partly = $derived(Boolean(this.segment && this.persona && this.persona.segment !== this.segment.id))

  /** Ask what there is to choose; called while a component is set up. */
  follow(): void {
    $effect(() => {
      const { map } = router
      const edition = router.query.get('edition')
      if (!map) return
      const stop = new AbortController()
      const asked = get<FilterChoices>(`/api/map/${encodeURIComponent(map)}/filters`, { edition, lang: words.language }, stop.signal)
      asked.then(
        (found) => {
          if (!stop.signal.aborted) this.offered = found.answer
        },
        (fault: unknown) => {
          // The screen itself says what is wrong with the map.
          if (fault instanceof Refused) this.offered = NOTHING
        },
      )
      return () => stop.abort()
    })
  }

  reset(): void {
    router.set(Object.fromEntries(BAR.map((name) => [name, null])))
  }
}

function named<One extends SegmentChoice>(list: One[], id: string | null): One | null {
  return list.find((one) => one.id === id) ?? null
}

export const filters = new Filters()
