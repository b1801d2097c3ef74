/** What just happened, and a way to take it back. */

import { why } from './why'

export interface Toast {
  id: number
  text: string
  tone: 'plain' | 'bad'
  undo?: () => void
}

class ToastList {
  list = $state.raw<Toast[]>([])
  private next = 1

  say(text: string, undo?: () => void, tone: Toast['tone'] = 'plain'): void {
    const id = this.next++
    this.list = [...this.list.slice(-2), undo ? { id, text, tone, undo } : { id, text, tone }]
    setTimeout(() => this.drop(id), 10_000)
  }

  /** Something was not done, and why. */
  fail(fault: unknown): void {
    this.say(why(fault), undefined, 'bad')
  }

  drop(id: number): void {
    this.list = this.list.filter((one) => one.id !== id)
  }
}

export const toasts = new ToastList()

/** Words for those who listen; the last one said. */
class Voice {
  said = $state('')
  say(text: string): void {
    this.said = this.said === text ? `${text}\u200b` : text
  }
}

export const voice = new Voice()
