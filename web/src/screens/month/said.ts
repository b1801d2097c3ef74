/** The sentence of an answer, its values written. */

import { t } from '../../kit/words.svelte'
import type { Answer, Shown } from './twenty'

export function saidOf(answer: Answer, write: (one: Shown | null) => string): string {
  // Numbers stay numbers where a word's form goes by them.
  const values = Object.fromEntries(Object.entries(answer.told.values).map(([name, one]) => [name, one?.as === 'count' ? one.value : write(one)]))
  return t(`month.${answer.state === 'missing' ? 'missing' : 'told'}.${answer.told.key}`, values)
}
