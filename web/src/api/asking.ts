/** Ad-hoc questions: asked with their progress told, given up when nobody waits; people of a cell. */

import { answered, asked, fetched, reached, refusal, Refused, type Answered } from './client'
import type { Addresses, AskFinding, AskHow, BehindCell } from './types'

export type { AskFinding, AskHow, BehindCell }

/** The answer of a question of any kind, told apart by its `question`. */
export type AnyAnswer = Extract<Addresses['POST /api/ask'], { how: AskHow }>['answer']
export type Kind = AnyAnswer['question']
export type AnswerTo<K extends Kind> = Extract<AnyAnswer, { question: K }>
export type Question<K extends Kind> = Record<string, unknown> & { question: K }

export type Told = (done: number, total: number) => void
type Record_ = Record<string, unknown>

/** The answer of a question: of the kind an object names; what YAML asks the answer says. */
export async function ask<K extends Kind = Kind>(
  question: string | Question<K>, signal?: AbortSignal, told?: Told,
): Promise<Answered<AnswerTo<K>, AskHow>> {
  const body = typeof question === 'string' ? question : JSON.stringify(question)
  const headers = { accept: told ? 'text/event-stream' : 'application/json', 'content-type': 'application/yaml' }
  const response = await fetched('/api/ask', { method: 'POST', headers, body, ...(signal ? { signal } : {}) })
  if (!(response.headers.get('content-type') ?? '').includes('event-stream')) return answered(response)
  let last: Answered<AnswerTo<K>, AskHow> | null = null
  for await (const { name, data } of events(response)) {
    const said = data as Record_
    if (name === 'progress') told?.(Number(said.done), Number(said.total))
    else if (name === 'fault') throw refusal(422, said)
    else if (name === 'answer') last = said as unknown as Answered<AnswerTo<K>, AskHow>
  }
  if (!last) throw new Refused(0, 'offline', '', '')
  return last
}

/** Who stands behind a cell of an answer. */
export async function behind(question: string | Record_, cell: string, signal?: AbortSignal): Promise<BehindCell> {
  const body = typeof question === 'string' ? question : JSON.stringify(question)
  const told = { method: 'POST', headers: { 'content-type': 'application/yaml' }, body }
  return (await asked<BehindCell>(`/api/ask?people=${encodeURIComponent(cell)}`, signal ? { ...told, signal } : told)).answer
}

/** What a refusal says of single places of the text. */
export function findingsOf(fault: Refused): AskFinding[] {
  const found = fault.body.findings
  return Array.isArray(found) ? (found as AskFinding[]) : []
}

async function* events(response: Response): AsyncGenerator<{ name: string; data: unknown }> {
  if (!response.body) return
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { done, value } = await reached(reader.read())
    if (value) text += value
    const pieces = text.split('\n\n')
    text = pieces.pop() ?? ''
    for (const piece of pieces) yield event(piece)
    if (done) return
  }
}

/** One server-sent event. */
export function event(piece: string): { name: string; data: unknown } {
  const name = /^event: (.*)$/m.exec(piece)?.[1] ?? 'message'
  const data = /^data: (.*)$/m.exec(piece)?.[1] ?? 'null'
  return { name, data: JSON.parse(data) as unknown }
}
