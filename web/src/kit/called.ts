/** What people are called on every screen. */

import type { Someone } from '../api/types'
import { t } from './words.svelte'

/** By what people know them by; whom only systems know, by their own number. */
export function shownName(one: Pick<Someone, 'person' | 'called'>): string {
  return one.called || t('person.nameless', { n: String(one.person) })
}
