/** What a screen shows, kept current: asked when its key changes and when the map does. */

import { untrack } from 'svelte'
import { live } from '../app/live.svelte'
import { Refused, type Answered } from './client'

export class Resource<T, H = unknown> {
  value = $state.raw<T | null>(null)
  how = $state.raw<H | null>(null)
  fault = $state.raw<Refused | null>(null)
  /** Nothing is there to be shown yet. */
  loading = $state(true)
  /** What is shown is being asked again. */
  stale = $state(false)
  private turn = 0
  private last: (() => Promise<Answered<T, H>>) | null = null
  /** Something changed while the answer was on its way. */
  private missed = false

  /**
   * Ask whenever what `asking` reads changes; called while a component is set up.
   * `asking` returns null where there is nothing to ask.
   */
  constructor(asking: () => ((signal: AbortSignal) => Promise<Answered<T, H>>) | null, lives = true) {
    $effect(() => {
      const ask = asking()
      this.last = null
      this.missed = false
      if (!ask) return
      const stop = new AbortController()
      this.last = () => ask(stop.signal)
      void this.ask(this.last)
      return () => stop.abort()
    })
    if (!lives) return
    let seen = live.version
    $effect(() => {
      if (live.version === seen) return
      seen = live.version
      untrack(() => this.changed())
    })
  }

  /** The map changed: an answer on its way is waited for, or a slow one would never arrive. */
  private changed(): void {
    if (this.stale) this.missed = true
    else this.again()
  }

  /** Once more, as somebody asked for. */
  again(): void {
    if (this.last) void this.ask(this.last)
  }

  private async ask(ask: () => Promise<Answered<T, H>>): Promise<void> {
    const turn = ++this.turn
    this.stale = true
    try {
      const found = await ask()
      if (turn !== this.turn) return
      this.value = found.answer
      this.how = found.how
      this.fault = null
    } catch (fault) {
      if (turn !== this.turn || (fault instanceof DOMException && fault.name === 'AbortError')) return
      this.fault = fault instanceof Refused ? fault : new Refused(0, 'fault', String(fault), '')
    } finally {
      if (turn === this.turn) {
        this.loading = false
        this.stale = false
        if (this.missed) {
          this.missed = false
          this.again()
        }
      }
    }
  }
}
