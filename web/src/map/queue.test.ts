import { beforeEach, describe, expect, it, vi } from 'vitest'
import { Refused } from '../api/client'
import { effective, Queue, type Step } from './queue'
import { apply } from './apply'
import type { Changed, MapDocument, Operation, Whole } from './shapes'

const FIRST: MapDocument = {
  map: 'm',
  title: 'Окна',
  stages: [{ stage: 'lead', title: 'Заявка' }, { stage: 'quote', title: 'КП' }],
}

/** A server in small: it applies, remembers ids, and can be cut off before or after doing its work. */
class Server {
  document = FIRST
  version = 1
  known = new Map<string, number>()
  cut: 'no' | 'before' | 'after' = 'no'
  refusal: Refused | null = null
  sent: string[] = []
  undone: MapDocument[] = []

  whole(): Whole {
    return { document: this.document, digest: `d${this.version}`, version: this.version } as Whole
  }

  async load(): Promise<Whole> {
    if (this.cut !== 'no') throw new Refused(0, 'offline', '', '')
    return this.whole()
  }

  async send(step: Step, base: string): Promise<Changed> {
    if (this.cut === 'before') throw new Refused(0, 'offline', '', '')
    this.sent.push(step.id)
    const repeated = this.known.has(step.id)
    if (!repeated) {
      if (this.refusal) throw this.refusal
      if (base !== `d${this.version}`) throw new Refused(409, 'conflict', 'clash', '')
      if (step.kind === 'operations') {
        this.undone.push(this.document)
        this.document = apply(this.document, step.operations)
      }
      if (step.kind === 'undo') this.document = this.undone.pop() ?? this.document
      this.known.set(step.id, ++this.version)
    }
    if (this.cut === 'after') throw new Refused(0, 'offline', '', '')
    return { ...this.whole(), applied: { repeated, rebased: false, words: '', touched: [], names: {}, nothing: false, version: this.version } }
  }
}

function title(name: string): Operation[] {
  return [{ op: 'set', path: ['stages', 'lead', 'title'], value: name }]
}

let server: Server
let queue: Queue
let kept: Step[]
let refused: [Step, Refused][]

function open(): Queue {
  let next = kept.length ? 100 : 0
  return new Queue(
    server,
    { keep: (steps) => void (kept = structuredClone(steps)), kept: () => structuredClone(kept) },
    { changed: () => {}, applied: () => {}, refused: (step, fault) => void refused.push([step, fault]) },
    () => `id${next++}`,
  )
}

beforeEach(async () => {
  vi.useFakeTimers()
  server = new Server()
  kept = []
  refused = []
  queue = open()
  await queue.open()
})

const later = (ms: number) => vi.advanceTimersByTimeAsync(ms)

describe('a queue', () => {
  it('shows a change at once and sends it after a moment of quiet', async () => {
    queue.do(title('Обращение'))
    expect(queue.document?.stages?.[0]?.title).toBe('Обращение')
    expect(server.sent).toEqual([])
    await later(790)
    queue.do(title('Обращения'))
    await later(790)
    expect(server.sent).toEqual([])
    await later(20)
    expect(server.sent).toEqual(['id0'])
    expect(server.document.stages?.[0]?.title).toBe('Обращения')
    expect(queue.going).toBe('still')
    expect(kept).toEqual([])
  })

  it('keeps changes while nobody answers and sends each once when somebody does', async () => {
    server.cut = 'before'
    queue.do(title('Раз'))
    queue.do([{ op: 'set', path: ['title'], value: 'Двери' }])
    await later(5_000)
    expect(queue.going).toBe('offline')
    expect(kept).toHaveLength(2)
    server.cut = 'no'
    queue.hurry()
    await later(10)
    expect(server.document.title).toBe('Двери')
    expect(server.version).toBe(3)
    expect(queue.going).toBe('still')
  })

  it('does a step once though its answer was lost', async () => {
    server.cut = 'after'
    queue.do([{ op: 'add', path: ['stages'], name: 'pay', value: { title: 'Оплата' } }])
    await later(1_000)
    server.cut = 'no'
    await later(20_000)
    expect(server.document.stages).toHaveLength(3)
    expect(queue.document?.stages).toHaveLength(3)
    expect(new Set(server.sent).size).toBe(1)
  })

  it('takes up what an earlier visit left', async () => {
    server.cut = 'before'
    queue.do(title('Не успело'))
    await later(1_000)
    queue.close()
    server.cut = 'no'
    const other = open()
    await other.open()
    await later(10)
    expect(server.document.stages?.[0]?.title).toBe('Не успело')
    expect(kept).toEqual([])
  })

  it('takes it up once though the first opening failed', async () => {
    server.cut = 'before'
    queue.do([{ op: 'add', path: ['stages'], name: 'pay', value: { title: 'Оплата' } }])
    await later(1_000)
    queue.close()
    const other = open()
    await expect(other.open()).rejects.toThrow(Refused)
    server.cut = 'no'
    await other.open()
    expect(other.steps).toHaveLength(1)
    expect(other.document?.stages).toHaveLength(3)
    await later(10)
    expect(server.document.stages).toHaveLength(3)
  })

  it('lets a clash go, shows the map as it is, and does it again when asked', async () => {
    server.document = apply(server.document, title('Чужое'))
    server.version = 7
    queue.do(title('Моё'))
    queue.do([{ op: 'set', path: ['title'], value: 'Двери' }])
    await later(1_000)
    expect(refused).toHaveLength(1)
    expect(refused[0]?.[1].code).toBe('conflict')
    expect(queue.document?.stages?.[0]?.title).toBe('Чужое')
    expect(server.document.title).toBe('Двери')
    queue.insist(refused[0]![0])
    await later(10)
    expect(server.document.stages?.[0]?.title).toBe('Моё')
  })

  it('drops what the map does not allow and goes on', async () => {
    server.refusal = new Refused(422, 'bad_value', 'Нельзя', 'Иначе')
    queue.do(title(''))
    await later(1_000)
    expect(refused[0]?.[1].message).toBe('Нельзя')
    expect(queue.document?.stages?.[0]?.title).toBe('Заявка')
    expect(queue.steps).toEqual([])
  })

  it('takes an unsent change back without the server, a sent one with it', async () => {
    queue.do(title('Раз'))
    queue.undo()
    expect(queue.document?.stages?.[0]?.title).toBe('Заявка')
    queue.redo()
    expect(queue.document?.stages?.[0]?.title).toBe('Раз')
    await later(1_000)
    expect(server.document.stages?.[0]?.title).toBe('Раз')
    queue.undo()
    await later(10)
    expect(server.document.stages?.[0]?.title).toBe('Заявка')
    expect(queue.document?.stages?.[0]?.title).toBe('Заявка')
  })

  it('never takes back what may have reached the server by forgetting it', async () => {
    server.cut = 'after'
    queue.do(title('Дошло'))
    await later(1_000)
    queue.undo()
    expect(queue.document?.stages?.[0]?.title).toBe('Заявка')
    server.cut = 'no'
    await later(20_000)
    expect(server.document.stages?.[0]?.title).toBe('Заявка')
    expect(queue.steps).toEqual([])
  })
})

it('an undo takes the step before it away, a redo brings it back', () => {
  const step: Step = { id: 'a', kind: 'operations', operations: title('А') }
  expect(effective([step, { id: 'b', kind: 'undo' }])).toEqual([])
  expect(effective([step, { id: 'b', kind: 'undo' }, { id: 'c', kind: 'redo' }])).toEqual([step.operations])
})
