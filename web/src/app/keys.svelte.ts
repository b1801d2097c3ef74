/** Keys that work everywhere, and those a screen adds while it is open. */

import { untrack } from 'svelte'
import { router } from './router.svelte'
import { SCREENS } from './screens'

export interface Key {
  /** As it is shown: «Ctrl K», «g m». */
  shown: string
  /** What it does: a key of the words. */
  about: string
}

type Handler = (event: KeyboardEvent) => boolean | void

class Keys {
  help = $state(false)
  palette = $state(false)
  /** Keys of the screen that is open. */
  own = $state.raw<Key[]>([])
  private led = false
  private handlers: Handler[] = []

  start(): void {
    addEventListener('keydown', (event) => this.pressed(event))
  }

  /** Hear keys first while a screen is open; a handler that takes a key returns true. */
  listen(own: Key[], handler: Handler): () => void {
    this.own = [...untrack(() => this.own), ...own]
    this.handlers.unshift(handler)
    return () => {
      this.handlers = this.handlers.filter((one) => one !== handler)
      this.own = untrack(() => this.own).filter((one) => !own.includes(one))
    }
  }

  private pressed(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.code === 'KeyK') {
      event.preventDefault()
      this.palette = !this.palette
      return
    }
    for (const handler of this.handlers) {
      if (handler(event)) {
        event.preventDefault()
        return
      }
    }
    if (event.ctrlKey || event.metaKey || event.altKey || writes(event.target)) return
    this.plain(event)
  }

  private plain(event: KeyboardEvent): void {
    // By where the key lies: the Russian layout leads to the same places.
    const letter = event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : ''
    if (this.led) {
      this.led = false
      const screen = SCREENS.find((one) => one.key === letter)
      if (screen) {
        event.preventDefault()
        router.go(router.to(screen.name))
      }
      return
    }
    if (letter === 'g') {
      this.led = true
      setTimeout(() => (this.led = false), 1_500)
    } else if (event.key === '?' || (event.shiftKey && event.code === 'Slash')) {
      this.help = true
    } else if (event.code === 'Slash') {
      event.preventDefault()
      this.palette = true
    }
  }
}

/** Whether somebody is writing there. */
export function writes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

export const keys = new Keys()
