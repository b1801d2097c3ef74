/** One file on its way in: chosen, its columns named, tried out, taken in. */

import { get, Refused, send } from '../../api/client'
import type { FailedPage, ImportUndone, Replayed } from '../../api/types'
import { live } from '../../app/live.svelte'
import { router } from '../../app/router.svelte'
import { fitting, given, lacks, type Lack } from './roles'
import { sendFile } from './sending'
import type { Checked, CheckedHow, FileTable, Looked, LookedHow, MoreEvent, Run, Wish } from './shapes'

export type Step = 'file' | 'mapping' | 'check' | 'run'
const BEAT = 500

export class Flow {
  step = $state<Step>('file')
  busy = $state(false)
  fault = $state.raw<Refused | null>(null)
  /** Of the file being sent: its name, how much has gone. */
  sending = $state.raw<{ name: string; size: number; sent: number } | null>(null)
  looked = $state.raw<Looked | null>(null)
  how = $state.raw<LookedHow | null>(null)
  at = $state(0)
  roles = $state.raw<Record<string, string>>({})
  event = $state('')
  /** What each row is besides. */
  more = $state.raw<MoreEvent[]>([])
  snapshot = $state('')
  timezone = $state('')
  dates = $state<NonNullable<Wish['dates']>>('')
  decimal = $state<NonNullable<Wish['decimal']>>('')
  /** A whole mapping that is used instead of the columns' roles. */
  text = $state('')
  preset = $state('')
  checked = $state.raw<Checked | null>(null)
  checkedHow = $state.raw<CheckedHow | null>(null)
  run = $state.raw<Run | null>(null)
  /** Cells of bad rows as they were mended here, by row. */
  mended = $state.raw<Record<number, Record<string, string>>>({})
  mendedKept = $state<number | null>(null)
  undone = $state<number | null>(null)
  private stop = new AbortController()
  private timer: ReturnType<typeof setTimeout> | null = null

  table = $derived<FileTable | null>(this.looked?.tables[this.at] ?? null)
  lacks = $derived<Lack[]>(this.text || this.preset ? [] : lacks(this.roles, this.event, this.snapshot, this.more))

  /** Go on with the file the address names, or begin anew. */
  async open(id: string): Promise<void> {
    await this.guarded(async () => {
      const run = await get<Run>(`/api/uploads/${id}/run`).catch(() => null)
      if (run) {
        this.run = run.answer
        this.step = 'run'
        this.watch()
      } else await this.look(id)
    })
  }

  async choose(file: File): Promise<void> {
    this.begin()
    this.sending = { name: file.name, size: file.size, sent: 0 }
    await this.guarded(async () => {
      const id = await sendFile(file, (sent) => (this.sending = { name: file.name, size: file.size, sent }), this.stop.signal)
      try {
        await this.look(id)
      } catch (fault) {
        // What cannot be read is not kept for later either.
        void send('DELETE', `/api/uploads/${id}`, {}).catch(() => null)
        throw fault
      }
    })
    this.sending = null
  }

  /** Forget everything here; what is being taken in goes on by itself. */
  begin(): void {
    this.stop.abort()
    this.stop = new AbortController()
    if (this.timer) clearTimeout(this.timer)
    if (this.looked && !this.run) void send('DELETE', `/api/uploads/${this.looked.id}`, {}).catch(() => null)
    this.looked = this.how = this.checked = this.checkedHow = this.run = this.fault = this.sending = null
    this.mended = {}
    this.mendedKept = this.undone = null
    this.step = 'file'
    router.set({ upload: null }, true)
  }

  pick(table: number): void {
    this.at = table
    const own = this.table
    this.roles = Object.fromEntries((own?.columns ?? []).map((one) => [one.header, one.role]))
    this.text = own?.kept === 'saved' ? own.text : ''
    this.event = own?.event ?? ''
    this.more = own?.more ?? []
    this.snapshot = this.timezone = this.dates = this.decimal = this.preset = ''
    this.checked = this.checkedHow = null
  }

  give(header: string, role: string): void {
    this.roles = given(this.roles, header, role)
    this.more = fitting(this.more, this.roles)
  }

  get wish(): Wish {
    if (this.text) return { table: this.at, text: this.text, snapshot: this.snapshot }
    if (this.preset) return { table: this.at, preset: this.preset, snapshot: this.snapshot }
    const { roles, event, more, snapshot, timezone, dates, decimal } = this
    return { table: this.at, roles, event, more, snapshot, timezone, dates, decimal }
  }

  async check(): Promise<void> {
    await this.guarded(async () => {
      const found = await send<Checked, CheckedHow>('POST', `/api/uploads/${this.looked!.id}/check`, this.wish, this.stop.signal)
      this.checked = found.answer
      this.checkedHow = found.how
      this.mended = {}
      this.step = 'check'
    })
  }

  async start(): Promise<void> {
    await this.guarded(async () => {
      const body = { wish: this.wish, map: router.map }
      this.run = (await send<Run>('POST', `/api/uploads/${this.looked!.id}/run`, body)).answer
      this.step = 'run'
      this.watch()
    })
  }

  async turn(what: 'pause' | 'resume' | 'stop'): Promise<void> {
    const id = this.run?.upload
    await this.guarded(async () => {
      this.run = (await send<Run>('PATCH', `/api/uploads/${id}/run`, { do: what })).answer
      this.watch()
    })
  }

  async undo(): Promise<void> {
    await this.guarded(async () => {
      const found = await send<ImportUndone>('POST', `/api/imports/${this.run!.import}/undo`, {})
      this.undone = found.answer.undone
      live.touch()
    })
  }

  mend(row: number, cells: Record<string, string>): void {
    this.mended = { ...this.mended, [row]: cells }
  }

  /** Back to a step that was taken already. */
  back(step: Step): void {
    if (step === 'file') this.begin()
    else if (this.looked && !this.run) this.step = step
  }

  private async look(id: string): Promise<void> {
    const found = await get<Looked, LookedHow>(`/api/uploads/${id}`, {}, this.stop.signal)
    this.looked = found.answer
    this.how = found.how
    this.pick(0)
    this.step = 'mapping'
    router.set({ upload: id }, true)
  }

  private watch(): void {
    if (this.timer) clearTimeout(this.timer)
    const id = this.run?.upload
    if (!id || !this.run || !['running', 'paused'].includes(this.run.state)) return
    this.timer = setTimeout(async () => {
      try {
        const found = await get<Run>(`/api/uploads/${id}/run`)
        const over = found.answer.state === 'done'
        this.run = found.answer
        this.fault = null
        if (over) await this.replayMended()
        if (over) live.touch()
      } catch (fault) {
        if (fault instanceof Refused && fault.status !== 0) this.fault = fault
      }
      this.watch()
    }, BEAT)
  }

  /** Rows that were mended at the check wait as failed now: they come in as they were mended. */
  private async replayMended(): Promise<void> {
    const rows = Object.entries(this.mended)
    if (!rows.length || !this.table) return
    const wanted = new Map(rows.map(([row, cells]) => [`${this.table!.name}:${row}`, cells]))
    // A row of that number may wait from an earlier try, too: the latest is ours.
    const lines = new Map<string, unknown>()
    let after = 0
    for (;;) {
      const { shown } = (await get<FailedPage>('/api/failed', { after })).answer
      for (const one of shown) {
        const cells = wanted.get(one.where)
        if (cells) lines.set(one.where, { failed: one.id, row: cells })
      }
      if (!shown.length) break
      after = shown.at(-1)!.id
    }
    if (!lines.size) return
    const body = { rows: [...lines.values()] }
    this.mendedKept = (await send<Replayed>('POST', '/api/failed/replay', body)).answer.kept
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    this.busy = true
    this.fault = null
    try {
      await work()
    } catch (fault) {
      if (!(fault instanceof DOMException)) this.fault = fault instanceof Refused ? fault : new Refused(0, 'fault', String(fault), '')
    }
    this.busy = false
  }

  leave(): void {
    if (this.timer) clearTimeout(this.timer)
  }
}
