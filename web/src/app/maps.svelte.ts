/** The maps of the workspace, for the switcher and the title. */

import { get, Refused } from '../api/client'
import { router } from './router.svelte'

export interface MapName {
  id: string
  title: string
  edition: number | 'draft'
  readable: boolean
  /** It has no stages yet: there is nothing to show but its building. */
  empty: boolean
}

class Maps {
  list = $state.raw<MapName[]>([])
  loaded = $state(false)
  /** The company is an invented one, shown to try things on. */
  example = $state(false)
  fault = $state.raw<Refused | null>(null)
  current = $derived(this.list.find((one) => one.id === router.map) ?? null)

  async load(): Promise<void> {
    try {
      const { answer, how } = await get<MapName[], { example: boolean }>('/api/maps')
      this.list = answer
      this.example = how.example
      this.fault = null
    } catch (fault) {
      if (fault instanceof Refused) this.fault = fault
    }
    this.loaded = true
  }
}

export const maps = new Maps()
