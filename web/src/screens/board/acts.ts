/** What is done from the board: each act says what came of it, and may be taken back. */

import { send } from '../../api/client'
import { live } from '../../app/live.svelte'
import { router } from '../../app/router.svelte'
import { toasts, voice } from '../../kit/toasts.svelte'
import { t } from '../../kit/words.svelte'
import { whomOf } from './steps'
import { newId } from './telling'
import type { Someone, StepFacts } from './shapes'

/** As many as the server takes at once. */
export const MANY = 500

export function pathOf(rest: string): string {
  return `/api/map/${encodeURIComponent(router.map)}/${rest}`
}

/** Say what was done, here and to those who listen. */
export function said(text: string, undo?: () => void): void {
  toasts.say(text, undo)
  voice.say(text)
  live.touch()
}

export function failed(problem: unknown): void {
  toasts.fail(problem)
}

/** What was told of some people under one id never was. */
export async function undone(id: string, whom: { person: number; deal: number | null }[], text: string, instead = false): Promise<void> {
  try {
    await send('POST', pathOf('by-hand/many/undo'), { id, whom: whomOf(whom), ...(instead ? { instead } : {}) })
    said(text)
  } catch (problem) {
    failed(problem)
  }
}

/** A task is done, or called off, in one press. */
export async function ended(whom: Someone, step: StepFacts, how: 'done' | 'cancelled'): Promise<void> {
  const id = newId()
  try {
    await send('POST', pathOf('tasks/over'), { id, person: whom.person, task: step.id, how })
    said(t(how === 'done' ? 'task.done_told' : 'task.off_told', { what: step.what }), () => void undone(id, [whom], t('task.taken_back')))
  } catch (problem) {
    failed(problem)
  }
}
