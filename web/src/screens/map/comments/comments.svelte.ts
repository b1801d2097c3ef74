/** What is said about the open map: asked once, again when the server tells of more. */

import { get, Refused, send, type Answered } from '../../../api/client'
import type { Threads } from '../../../api/types'
import type { Path } from '../../../map/path'
import { fresh, marksOf, type Comment, type Thread } from './threads'

class Comments {
  threads = $state.raw<readonly Thread[]>([])
  fault = $state.raw<Refused | null>(null)
  /** Every discussion of the map is listed. */
  listed = $state(false)
  /** Open threads by the path of their element. */
  readonly marks = $derived(marksOf(this.threads))
  private map = ''
  private turn = 0
  private known = false
  /** What this window said itself is no news to it. */
  private readonly said = new Set<string>()

  /** Another map is shown. */
  open(map: string): void {
    this.map = map
    this.known = false
    this.listed = false
    this.threads = []
    this.fault = null
  }

  /** Ask what there is; the answer is what somebody else said meanwhile, if anything. */
  async look(signal: AbortSignal): Promise<{ thread: Thread; comment: Comment } | null> {
    const before = this.known ? this.threads : null
    const done = await this.take((top) => get<Threads>(top, {}, signal), signal)
    const news = done && before ? fresh(before, this.threads) : null
    return news && !this.said.has(news.comment.id) ? news : null
  }

  async say(path: Path, text: string, thread = ''): Promise<boolean> {
    const id = crypto.randomUUID()
    this.said.add(id)
    return this.take((top) => send<Threads>('POST', top, { id, path, text, thread }))
  }

  async rewrite(comment: string, text: string): Promise<boolean> {
    return this.take((top) => send<Threads>('PATCH', `${top}/${encodeURIComponent(comment)}`, { text }))
  }

  async settle(thread: string, settled: boolean): Promise<boolean> {
    return this.take((top) => send<Threads>('PATCH', `${top}/${encodeURIComponent(thread)}`, { settled }))
  }

  async takeBack(comment: string): Promise<boolean> {
    return this.take((top) => send<Threads>('DELETE', `${top}/${encodeURIComponent(comment)}`, {}))
  }

  /** One request; false where it was refused, which is then said. */
  private async take(ask: (top: string) => Promise<Answered<Threads>>, signal?: AbortSignal): Promise<boolean> {
    const { map } = this
    const turn = ++this.turn
    try {
      const { answer } = await ask(`/api/map/${encodeURIComponent(map)}/comments`)
      if (signal?.aborted || map !== this.map) return false
      // An answer that was overtaken by a later one is old.
      if (turn === this.turn) {
        this.threads = answer.threads
        this.known = true
      }
      this.fault = null
      return true
    } catch (fault) {
      if (signal?.aborted || map !== this.map) return false
      if (!(fault instanceof Refused)) throw fault
      this.fault = fault
      return false
    }
  }
}

export const comments = new Comments()
