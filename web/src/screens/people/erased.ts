import { t } from '../../kit/words.svelte'

/** What the server puts where a name or a text was erased. */
const MARK = '∅'

/** A value as it may be shown: a mark says that something was there. */
export function orErased(value: string): string {
  return value.startsWith(MARK) ? t('person.erased_name') : value
}
