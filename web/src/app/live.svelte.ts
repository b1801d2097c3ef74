/** The server says that something changed; numbers are asked again, once a second at most. */

class Live {
  /** Counts changes; whoever reads it is run again. */
  version = $state(0)
  state = $state<'on' | 'off'>('off')
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

  private open(): void {
    this.source = new EventSource('/changes')
    this.source.onopen = () => (this.state = 'on')
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
  }

  private stop(): void {
    this.source?.close()
    this.source = null
    this.state = 'off'
  }
}

export const live = new Live()
