/** The maps of the workspace, for the switcher and the title. */

import { get, Refused } from '../api/client'
import type { MapName, MapsHow } from '../api/types'
import { router } from './router.svelte'

export type { MapName }

class Maps {
  list = $state.raw<MapName[]>([])
  loaded = $state(false)
  /** The company is an invented one, shown to try things on. */
  example = $state(false)
  fault = $state.raw<Refused | null>(null)
  current = $derived(this.list.find((one) => one.id === router.map) ?? null)

  async load(): Promise<void> {
    try {
      const { answer, how } = await get<MapName[], MapsHow>('/api/maps')
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
