/** The server says that something changed; numbers are asked again, once a second at most. */

import { here } from '../api/client'

/** What is told by name, at once: a step of a draft, a word about an element. */
export type News = 'draft' | 'comments'

class Live {
  /** Counts changes; whoever reads it is run again. */
  version = $state(0)
  state = $state<'on' | 'off'>('off')
  /** What each map's draft and comments are now, by whatever tells one state from another. */
  news = $state.raw<Readonly<Record<string, string>>>({})
  /** Counts the times the line was opened: what was told meanwhile was not heard. */
  opened = $state(0)
  private source: EventSource | null = null
  private seen = ''
  private waiting: ReturnType<typeof setTimeout> | null = null

  start(): void {
    const listen = () => {
      if (document.hidden) this.stop()
      else if (!this.source) this.open()
    }
    document.addEventListener('visibilitychange', listen)
    listen()
  }

  /** Something of ours changed the map: do not wait to be told. */
  touch(): void {
    this.version += 1
  }

  /** What was last told of a map; empty where nothing was. */
  told(news: News, map: string): string {
    return this.news[`${news} ${map}`] ?? ''
  }

  private open(): void {
    this.source = new EventSource(here('/changes'))
    this.source.onopen = () => {
      this.state = 'on'
      this.opened += 1
    }
    this.source.onerror = () => (this.state = 'off')
    this.source.onmessage = (message: MessageEvent<string>) => {
      const first = this.seen === ''
      if (message.data === this.seen) return
      this.seen = message.data
      if (!first && !this.waiting) {
        this.waiting = setTimeout(() => {
          this.waiting = null
          this.version += 1
        }, 1_000)
      }
    }
    for (const news of ['draft', 'comments'] satisfies News[]) {
      this.source.addEventListener(news, (message: MessageEvent<string>) => {
        const { map, mark } = JSON.parse(message.data) as { map: string; mark: string }
        this.news = { ...this.news, [`${news} ${map}`]: mark }
      })
    }
  }

  private stop(): void {
    this.source?.close()
    this.source = null
    this.state = 'off'
  }
}

export const live = new Live()
