/** The question one works on: its form and text are one thing, its answer is of what was asked last. */

import { ask, findingsOf, type AnyAnswer, type AskFinding, type AskHow } from '../../api/asking'
import { Refused } from '../../api/client'
import { keyAt, trimmed, yamlOf, type Plain, type PlainRecord } from './plain'
import { read } from './reading'

export class Asking {
  question = $state.raw<PlainRecord | null>(null)
  /** The text while somebody writes it; what it says is not the form's until it can be read. */
  draft = $state.raw<string | null>(null)
  answer = $state.raw<AnyAnswer | null>(null)
  how = $state.raw<AskHow | null>(null)
  /** What the answer answers. */
  asked = $state.raw<{ text: string; kind: string } | null>(null)
  fault = $state.raw<Refused | null>(null)
  /** What is wrong, by key of the question. */
  wrong = $state.raw<Record<string, string[]>>({})
  /** Which pieces of a list are, by key. */
  places = $state.raw<Record<string, number[]>>({})
  /** What is wrong with the text as a whole. */
  textual = $state.raw<AskFinding[]>([])
  running = $state(false)
  done = $state(0)
  total = $state(0)
  text = $derived(this.draft ?? (this.question ? yamlOf(trimmed(this.question)) : ''))
  kind = $derived(typeof this.question?.question === 'string' ? this.question.question : '')
  private stop: AbortController | null = null

  set(key: string, value: Plain): void {
    this.begin({ ...this.question, [key]: value }, true)
  }

  /** Another question; the answer stands until the next one is asked. */
  begin(question: PlainRecord | null, keeps = false): void {
    this.question = question
    this.draft = null
    this.textual = []
    if (!keeps) {
      this.cancel()
      this.answer = this.how = this.asked = this.fault = null
      this.wrong = {}
    }
  }

  /** A text somebody wrote: the form follows where it can be read. */
  async written(text: string): Promise<boolean> {
    this.draft = text
    try {
      const { answer } = await read(text)
      if (this.draft !== text) return false
      this.textual = answer.findings
      this.question = answer.question
      if (!answer.findings.length) this.draft = yamlOf(trimmed(answer.question)) === text ? null : text
      return true
    } catch (problem) {
      if (problem instanceof Refused) this.textual = findingsOf(problem)
      return false
    }
  }

  async run(): Promise<void> {
    const text = this.text
    if (!text) return
    this.cancel()
    const stop = (this.stop = new AbortController())
    this.running = true
    this.done = this.total = 0
    this.fault = null
    this.wrong = {}
    try {
      const found = await ask(text, stop.signal, (done, total) => {
        this.done = done
        this.total = total
      })
      this.answer = found.answer
      this.how = found.how
      this.asked = { text, kind: found.how.question }
    } catch (problem) {
      if (stop.signal.aborted) return
      this.refused(problem instanceof Refused ? problem : new Refused(0, 'offline', '', ''), text)
    } finally {
      if (this.stop === stop) {
        this.running = false
        this.stop = null
      }
    }
  }

  cancel(): void {
    this.stop?.abort()
    this.stop = null
    this.running = false
  }

  private refused(fault: Refused, text: string): void {
    this.fault = fault
    const found: Record<string, string[]> = {}
    const places: Record<string, number[]> = {}
    for (const one of findingsOf(fault)) {
      const key = one.path.split('.')[0] || keyAt(text, one.line)
      const place = /^\w+\.(\d+)/.exec(one.path)?.[1]
      const said = `${place === undefined ? '' : `${Number(place) + 1}. `}${one.message} ${one.next}`
      found[key] = [...(found[key] ?? []), said]
      if (place !== undefined) places[key] = [...(places[key] ?? []), Number(place)]
    }
    const line = Number(/:(\d+):\d+$/.exec(typeof fault.body.where === 'string' ? fault.body.where : '')?.[1] ?? 0)
    const key = line ? keyAt(text, line) : ''
    if (!findingsOf(fault).length && key) found[key] = [`${fault.message} ${fault.next}`]
    this.wrong = found
    this.places = places
  }
}
