/** The draft of the open map: shown as changed at once, sent a moment later, never lost on the way. */

import { get, Refused, send } from '../api/client'
import type { Edits } from '../api/types'
import { live } from '../app/live.svelte'
import { toasts, voice } from '../kit/toasts.svelte'
import { t } from '../kit/words.svelte'
import { memoryOf, takeUp } from './memory'
import { Queue, type Going, type Step, type Wire } from './queue'
import type { Changed, MapDocument, Operation, Whole } from './shapes'

/** A step the server did not take: shown until somebody decides. */
export interface Notice {
  step: Step
  fault: Refused
  changes: { who: string; words: string }[]
}

const RETRY = 3_000
const REST = 4_000

class Draft {
  map = $state('')
  whole = $state.raw<Whole | null>(null)
  document = $state.raw<MapDocument | null>(null)
  going = $state<Going>('still')
  /** How many changes have not reached the server. */
  waiting = $state(0)
  /** Why the draft could not be opened. */
  fault = $state.raw<Refused | null>(null)
  notices = $state.raw<Notice[]>([])
  /** This window may edit: there is a draft, and it can be read. */
  editable = $derived(this.document !== null)
  canUndo = $derived((this.whole?.can_undo ?? false) || this.waiting > 0)
  canRedo = $state(false)
  private queue: Queue | null = null
  private readonly queues = new Map<string, Queue>()
  private lately = 0
  private later: ReturnType<typeof setTimeout> | null = null
  private looking = false
  /** Something was told while we looked: it may not be in the answer. */
  private missed = false

  /** Take a map up; the answer lets it go. */
  open(workspace: string, map: string): () => void {
    const queue = this.queueOf(workspace, map)
    this.map = map
    this.queue = queue
    this.whole = this.document = this.fault = null
    this.notices = []
    if (queue.whole) this.shown(queue)
    const hurry = () => queue.hurry()
    const hidden = () => { if (document.hidden) queue.hurry() }
    addEventListener('online', hurry)
    document.addEventListener('visibilitychange', hidden)
    if (queue.whole) void this.again()
    else void takeUp(workspace, map).then(() => this.begin(queue))
    return () => {
      removeEventListener('online', hurry)
      document.removeEventListener('visibilitychange', hidden)
      queue.hurry()
      if (this.queue !== queue) return
      this.queue = null
      this.map = ''
      this.whole = this.document = null
    }
  }

  /** One queue a map for as long as the window lives: two would send and forget each other's steps. */
  private queueOf(workspace: string, map: string): Queue {
    const key = `${workspace}/${map}`
    const known = this.queues.get(key)
    if (known) return known
    const queue: Queue = new Queue(wire(map), memoryOf(workspace, map), {
      changed: () => this.shown(queue),
      applied: (step, answer) => this.applied(step, answer),
      refused: (step, fault) => (this.queue === queue ? this.refused(step, fault) : toasts.say(fault.message || t('edit.clash'), undefined, 'bad')),
    })
    this.queues.set(key, queue)
    return queue
  }

  private async begin(queue: Queue): Promise<void> {
    if (this.queue !== queue) return
    try {
      await queue.open()
      this.fault = null
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault
      this.fault = fault
      if (fault.status === 0 || fault.status >= 500) setTimeout(() => void this.begin(queue), RETRY)
    }
  }

  /** One change; `said` makes a note of it with a way back. */
  do(operations: Operation[], said = ''): void {
    if (!this.queue) return
    this.canRedo = false
    this.queue.do(operations)
    if (!said) return
    const id = this.queue.steps.at(-1)?.id
    toasts.say(said, () => this.takeBack(id))
  }

  write(text: string): void {
    this.queue?.write(text)
  }

  undo(): void {
    if (this.canUndo) this.queue?.undo()
  }

  redo(): void {
    if (this.canRedo || this.whole?.can_redo) this.queue?.redo()
  }

  insist(notice: Notice): void {
    this.settle(notice)
    this.queue?.insist(notice.step)
  }

  settle(notice: Notice): void {
    this.notices = this.notices.filter((one) => one !== notice)
  }

  hurry(): void {
    this.queue?.hurry()
  }

  /** The server tells what the draft is now; our own steps come back so, too. */
  hear(digest: string): void {
    if (digest !== this.queue?.whole?.digest) this.look(true)
  }

  /** Look whether somebody else changed the map; often asked, seldom done unless something was told. */
  look(told = false): void {
    const queue = this.queue
    if (!queue) return
    if (this.looking) {
      this.missed ||= told
      return
    }
    if (this.later) {
      if (!told) return
      clearTimeout(this.later)
    }
    const wait = told ? 0 : Math.max(0, this.lately + REST - Date.now())
    this.later = setTimeout(() => void this.lookNow(queue), wait)
  }

  private async lookNow(queue: Queue): Promise<void> {
    this.later = null
    this.lately = Date.now()
    // What is on its way brings the latest back with it.
    if (this.queue !== queue || queue.steps.length || !queue.whole) return
    this.looking = true
    try {
      const { answer } = await get<Edits>(`/api/map/${encodeURIComponent(this.map)}/history`, { limit: 1 })
      if (answer.version === queue.whole.version) return
      await queue.refresh()
      const last = answer.edits[0]
      if (last) toasts.say(t('edit.came', { who: last.who || t('edit.somebody'), words: last.words }))
    } catch (fault) {
      if (!(fault instanceof Refused)) throw fault
    } finally {
      this.looking = false
      if (this.missed) {
        this.missed = false
        this.look(true)
      }
    }
  }

  /** Once more from the server. */
  async again(): Promise<void> {
    if (!this.queue) return
    const queue = this.queue
    if (!queue.whole) return this.begin(queue)
    try {
      await queue.refresh()
    } catch (fault) {
      // What is known stays shown; the next look tries again.
      if (!(fault instanceof Refused)) throw fault
    }
  }

  /** The last step kept in hand, for whoever wants to take just that one back. */
  private takeBack(id: string | undefined): void {
    const waits = this.queue?.steps.at(-1)
    if (waits ? waits.id === id : this.lastId === id) this.undo()
    else toasts.say(t('edit.later'))
  }

  private lastId: string | undefined

  private shown(queue: Queue): void {
    if (this.queue !== queue) return
    this.whole = queue.whole
    this.document = queue.document
    this.going = queue.going
    this.waiting = queue.steps.filter((one) => one.kind !== 'undo' && one.kind !== 'redo').length
    this.canRedo = queue.taken || (queue.whole?.can_redo ?? false)
  }

  private applied(step: Step, answer: Changed): void {
    this.lastId = step.id
    const { applied } = answer
    if (step.kind === 'undo') voice.say(t('edit.undone', { words: applied.words }))
    if (step.kind === 'redo') voice.say(t('edit.redone', { words: applied.words }))
    if (applied.rebased) toasts.say(t('edit.rebased'))
    if (step.kind === 'text' || step.kind === 'undo' || step.kind === 'redo') live.touch()
  }

  private refused(step: Step, fault: Refused): void {
    if (fault.code === 'nothing_to_undo' || fault.code === 'nothing_to_redo') {
      voice.say(fault.message)
      return
    }
    const changes = Array.isArray(fault.body.changes) ? (fault.body.changes as Notice['changes']) : []
    this.notices = [...this.notices.slice(-3), { step, fault, changes }]
    voice.say(fault.message || t('edit.clash'))
  }
}

function wire(map: string): Wire {
  const top = `/api/map/${encodeURIComponent(map)}`
  return {
    load: async () => (await get<Whole>(`${top}/document`)).answer,
    send: async (step, base) => {
      const told = { base, id: step.id }
      if (step.kind === 'operations') return (await send<Changed>('POST', `${top}/operations`, { ...told, operations: step.operations })).answer
      if (step.kind === 'text') return (await send<Changed>('PUT', `${top}/text`, { ...told, text: step.text })).answer
      return (await send<Changed>('POST', `${top}/${step.kind}`, told)).answer
    },
  }
}

export const draft = new Draft()
