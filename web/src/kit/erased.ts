import { t } from './words.svelte'

/** What the server puts where a name or a text was erased: ∅, and of what it stood for nothing but its sameness. */
const MARK = /∅([0-9a-f]{4})?/

/** A name as it may be shown: a mark says that something was there. */
export function orErased(name: string): string {
  return MARK.test(name) ? t('person.erased_name') : name
}

/** The same of a value things are counted by: two marks are two values. */
export function valueOrErased(value: string): string {
  const found = MARK.exec(value)
  return found ? t('value.erased', { mark: found[1] ?? '' }).trim() : value
}
