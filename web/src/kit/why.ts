/** Why something was not done, in one line for people: a line that broke is told as one. */

import { Refused } from '../api/client'
import { t } from './words.svelte'

/** @throws what is no refusal: a mistake of ours is not told as one of the server's. */
export function why(fault: unknown): string {
  if (!(fault instanceof Refused)) throw fault
  if (fault.code === 'offline' || !fault.message) return `${t('fault.offline')}. ${t('fault.offline_next')}`
  return [fault.message, fault.next].filter(Boolean).join(' ')
}
