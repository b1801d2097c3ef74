/**
 * Changes on their way to the server: kept until it says it has them, sent one after another.
 * Every step carries its own id, so that sending it twice does it once.
 */

import { Refused } from '../api/client'
import { Unfit, apply } from './apply'
import { at, type Path } from './path'
import type { Changed, MapDocument, Operation, Whole } from './shapes'

export type Step = { id: string; tried?: boolean } & (
  | { kind: 'operations'; operations: Operation[] }
  | { kind: 'text'; text: string }
  | { kind: 'undo' }
  | { kind: 'redo' }
)

/** How the server is asked; a trial gives its own. */
export interface Wire {
  load(): Promise<Whole>
  send(step: Step, base: string): Promise<Changed>
}

/** Where unsent steps wait between visits. */
export interface Memory {
  keep(steps: Step[]): void
  kept(): Step[]
}

export interface Hears {
  /** Something is to be shown anew. */
  changed(): void
  /** The server has taken a step. */
  applied(step: Step, answer: Changed): void
  /** The server did not take a step, and never will as it is. */
  refused(step: Step, fault: Refused): void
}

/** How the queue is: all is there, something is on its way, or nobody answers. */
export type Going = 'still' | 'waiting' | 'sending' | 'offline'

const QUIET = 800
const WAITS = [1_000, 2_000, 4_000, 8_000, 15_000]
/** Answers that are the server's trouble or the network's, not the step's. */
const PASSING = new Set([0, 401, 408, 425, 429, 500, 502, 503, 504])

export class Queue {
  steps: Step[] = []
  /** The map as the server has it. */
  whole: Whole | null = null
  going: Going = 'still'
  private timer: ReturnType<typeof setTimeout> | null = null
  private failed = 0
  private busy = false
  /** Steps taken back before they were sent. */
  private popped: Step[] = []

  constructor(
    private readonly wire: Wire,
    private readonly memory: Memory,
    private readonly hears: Hears,
    private readonly id: () => string = () => crypto.randomUUID(),
  ) {}

  /** Ask for the map, take up what an earlier visit left unsent. */
  async open(): Promise<void> {
    // First the map: whoever opens again after a failure takes nothing up twice.
    this.whole = await this.wire.load()
    this.steps = [...this.memory.kept(), ...this.steps]
    this.show()
    if (this.steps.length) this.soon(0)
  }

  /** Something taken back here may be done again. */
  get taken(): boolean {
    return this.popped.length > 0
  }

  /** The map as it is with everything unsent done to it. */
  get document(): MapDocument | null {
    let shown = this.whole?.document ?? null
    if (!shown) return null
    for (const operations of effective(this.steps)) {
      try {
        shown = apply(shown, operations)
      } catch (fault) {
        if (!(fault instanceof Unfit)) throw fault
      }
    }
    return shown
  }

  /** One change of the person's: one step to undo. */
  do(operations: Operation[]): void {
    this.popped = []
    const last = this.steps.at(-1)
    if (last?.kind === 'operations' && !last.tried && again(last.operations, operations)) {
      last.operations = operations
    } else {
      this.steps.push({ id: this.id(), kind: 'operations', operations })
    }
    this.show()
    this.soon(QUIET)
  }

  /** The whole text anew. */
  write(text: string): void {
    this.popped = []
    this.steps.push({ id: this.id(), kind: 'text', text })
    this.show()
    this.soon(0)
  }

  /** Take back the last change: here when nobody has it yet, else at the server. */
  undo(): void {
    const last = this.steps.at(-1)
    if (last && !last.tried && last.kind === 'operations') {
      this.popped.push(last)
      this.steps = this.steps.slice(0, -1)
    } else {
      this.steps.push({ id: this.id(), kind: 'undo' })
    }
    this.show()
    this.soon(0)
  }

  redo(): void {
    const last = this.popped.pop()
    // Under a new id: the old one may be remembered as something else's.
    this.steps.push(last ? { ...last, id: this.id() } : { id: this.id(), kind: 'redo' })
    this.show()
    this.soon(0)
  }

  /** Do a refused step once more, over whatever is there now. */
  insist(step: Step): void {
    this.steps.push({ ...step, id: this.id(), tried: false })
    this.show()
    this.soon(0)
  }

  /** Ask whether the map is still the one we know; only when nothing of ours is on its way. */
  async refresh(): Promise<void> {
    if (this.busy || this.steps.length) return
    this.busy = true
    try {
      this.whole = await this.wire.load()
    } finally {
      this.busy = false
    }
    this.show()
    if (this.steps.length) this.soon(0)
  }

  /** Send now: the network is back, or somebody cannot wait. */
  hurry(): void {
    this.failed = 0
    if (this.steps.length) this.soon(0)
  }

  close(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
  }

  private soon(wait: number): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      this.timer = null
      void this.flush()
    }, wait)
  }

  private async flush(): Promise<void> {
    if (this.busy || !this.whole) return
    this.busy = true
    try {
      while (this.steps[0]) {
        this.going = this.failed ? 'offline' : 'sending'
        this.hears.changed()
        await this.sendFirst(this.steps[0])
      }
      this.failed = 0
    } catch (fault) {
      if (!(fault instanceof Refused) || !PASSING.has(fault.status)) throw fault
      const wait = WAITS[Math.min(this.failed, WAITS.length - 1)] ?? 15_000
      this.failed += 1
      this.going = 'offline'
      this.soon(wait)
    } finally {
      this.busy = false
      this.show()
    }
  }

  /** Send the first step; passing troubles are thrown on, everything else is settled here. */
  private async sendFirst(step: Step): Promise<void> {
    step.tried = true
    this.memory.keep(this.steps)
    let answer: Changed
    try {
      answer = await this.wire.send(step, this.whole?.digest ?? '')
    } catch (fault) {
      if (!(fault instanceof Refused) || PASSING.has(fault.status)) throw fault
      await this.settle(step, fault)
      return
    }
    this.failed = 0
    const before = this.document
    this.drop(step)
    this.whole = answer
    if (answer.applied.rebased) this.sift(before)
    this.hears.applied(step, answer)
    this.show()
  }

  private async settle(step: Step, fault: Refused): Promise<void> {
    if (fault.code === 'id_taken') {
      step.id = this.id()
      return
    }
    const old = this.whole?.document ?? null
    if (fault.status === 409 || fault.status === 404) {
      this.whole = await this.wire.load()
      // Too old a base is no quarrel where nobody touched the same place.
      const quiet = fault.code === 'base_unknown' && step.kind === 'operations' && !quarrel(step.operations, old, this.whole.document)
      if (quiet) return
    }
    this.drop(step)
    this.hears.refused(step, fault)
    this.show()
  }

  /** Others' changes came in with an answer: unsent steps that touch the same places are asked about. */
  private sift(before: MapDocument | null): void {
    const after = this.document
    for (const step of [...this.steps]) {
      if (step.kind !== 'operations' || !quarrel(step.operations, before, after)) continue
      this.drop(step)
      this.hears.refused(step, new Refused(409, 'conflict', '', '', {}))
    }
  }

  private drop(step: Step): void {
    this.steps = this.steps.filter((one) => one !== step)
  }

  private show(): void {
    if (!this.busy) {
      if (!this.steps.length) this.going = 'still'
      else if (this.going !== 'offline') this.going = 'waiting'
    }
    this.memory.keep(this.steps)
    this.hears.changed()
  }
}

/** The unsent operations that still hold: an undo takes the step before it away. */
export function effective(steps: Step[]): Operation[][] {
  const done: Operation[][] = []
  const undone: Operation[][] = []
  for (const step of steps) {
    if (step.kind === 'operations') done.push(step.operations)
    if (step.kind === 'undo' && done.length) undone.push(done.pop() as Operation[])
    if (step.kind === 'redo' && undone.length) done.push(undone.pop() as Operation[])
  }
  return done
}

/** Whether the new change only writes the same place anew. */
function again(old: Operation[], fresh: Operation[]): boolean {
  const [was, is] = [old[0], fresh[0]]
  if (old.length !== 1 || fresh.length !== 1 || was?.op !== 'set' || is?.op !== 'set') return false
  return JSON.stringify(was.path) === JSON.stringify(is.path)
}

/** Whether what the operations write was written otherwise by somebody meanwhile. */
export function quarrel(operations: Operation[], old: MapDocument | null, fresh: MapDocument | null): boolean {
  return operations.some((one) => {
    if (one.op === 'add') return false
    const path: Path = one.path
    return JSON.stringify(at(old, path)) !== JSON.stringify(at(fresh, path))
  })
}
