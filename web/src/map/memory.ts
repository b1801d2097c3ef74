/** Unsent steps between visits: each window keeps its own; what a closed window left is taken up by the next. */

import type { Memory, Step } from './queue'

const TAB = 'tropa.tab'
const HELD = 'tropa.window.'

/** This window's own name; a reload keeps it. */
function ownName(): string {
  try {
    const known = sessionStorage.getItem(TAB)
    if (known) return known
    const fresh = crypto.randomUUID()
    sessionStorage.setItem(TAB, fresh)
    return fresh
  } catch {
    return 'one'
  }
}

const OWN = ownName()
// While the window lives it holds its name: others see that what it keeps is its own.
void navigator.locks?.request(HELD + OWN, () => new Promise(() => {}))

export function memoryOf(workspace: string, map: string): Memory {
  const key = keyOf(workspace, map, OWN)
  return { keep: (steps) => write(key, steps), kept: () => read(key) }
}

/** Bring what closed windows left of this map into this window's own. */
export async function takeUp(workspace: string, map: string): Promise<void> {
  const own = keyOf(workspace, map, OWN)
  const prefix = own.slice(0, own.length - OWN.length)
  for (const key of keys(prefix)) {
    const window = key.slice(prefix.length)
    if (key === own || !(await gone(window))) continue
    const left = read(key)
    write(key, [])
    write(own, [...read(own), ...left])
  }
}

async function gone(window: string): Promise<boolean> {
  // Where windows cannot see each other, a step sent by both is still done once: it has one id.
  if (!navigator.locks) return true
  return navigator.locks.request(HELD + window, { ifAvailable: true }, (lock) => lock !== null)
}

function keyOf(workspace: string, map: string, window: string): string {
  return `tropa.unsent.${encodeURIComponent(workspace)}.${encodeURIComponent(map)}.${window}`
}

function keys(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((one) => one.startsWith(prefix))
  } catch {
    return []
  }
}

function read(key: string): Step[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(found) ? (found as Step[]) : []
  } catch {
    return []
  }
}

function write(key: string, steps: Step[]): void {
  try {
    if (steps.length) localStorage.setItem(key, JSON.stringify(steps))
    else localStorage.removeItem(key)
  } catch {
    /* a browser that may not remember still sends */
  }
}
