/**
 * Who uses the app and what they may; asked once, when the app starts. Until the answer is there
 * everything is offered: whatever is done, the server judges itself.
 */

import { get, onStranger, Refused, send } from '../api/client'
import type { Me as Known, User } from '../api/types'

export type Right = User['rights'][number]
export type { User }

/** Milliseconds a slow server may keep the first picture waiting. */
const PATIENCE = 500

class Me {
  user = $state.raw<User | null>(null)
  /** Nobody has an account yet: whoever sits at this machine owns everything. */
  open = $state(false)
  /** Somebody has an account: there is something to sign out of. */
  accounts = $state(false)
  /** Workspaces of the home that one may enter; one where there is no home. */
  workspaces = $state.raw<string[]>([])
  private rights = $state.raw(new Set<string>())
  private asked = $state(false)

  async load(): Promise<void> {
    try {
      this.know((await get<Known>('/api/me')).answer)
    } catch (fault) {
      // A server that cannot be reached says so on the screen; whatever is done it judges itself.
      if (!(fault instanceof Refused)) throw fault
    }
  }

  /** The same, for a start that waits a moment and no longer. */
  soon(): Promise<void> {
    return Promise.race([this.load(), new Promise<void>((go) => setTimeout(go, PATIENCE))])
  }

  know(known: Known): void {
    this.user = known.user
    this.open = known.open
    this.accounts = known.accounts
    this.workspaces = known.workspaces
    this.rights = new Set(known.rights)
    this.asked = true
  }

  may(right: Right): boolean {
    return !this.asked || this.rights.has(right)
  }

  async leave(): Promise<void> {
    await send('POST', '/api/sign-out', {})
    location.assign('/login')
  }
}

export const me = new Me()

/** Whether the one who looks may do this: what they may not is not offered. */
export function may(right: Right): boolean {
  return me.may(right)
}

/** Where one signs in, and comes back from to this very address. */
export function signInAddress(here: string): string {
  return `/login?to=${encodeURIComponent(here)}`
}

let leaving = false
onStranger(() => {
  if (leaving) return
  leaving = true
  location.assign(signInAddress(location.pathname + location.search))
})
