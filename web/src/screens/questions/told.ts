/** Titles and meanings of keys, kinds and values; where we have none, what the schema says. */

import { sentence, t } from '../../kit/words.svelte'
import { defaultOf, type Field } from './model'

function known(...keys: string[]): string | null {
  const found = keys.find((key) => sentence(key) !== undefined)
  return found ? t(found) : null
}

export function titleOf(kind: string, key: string): string {
  return known(`questions.key_of.${kind}.${key}.title`, `questions.key.${key}.title`) ?? key.replaceAll('_', ' ')
}

export function aboutOf(kind: string, field: Field): string {
  const said = known(`questions.key_of.${kind}.${field.key}.about`, `questions.key.${field.key}.about`)
  return said ?? field.meaning
}

export function kindTitle(kind: string): string {
  return known(`questions.kind.${kind}.title`) ?? kind
}

export function kindAbout(kind: string): string {
  return known(`questions.kind.${kind}.about`) ?? ''
}

export function optionTitle(key: string, option: string): string {
  return known(`questions.option_of.${key}.${option}`, `questions.option.${option}`) ?? option.replaceAll('_', ' ')
}

/** What is taken where nothing is written, in words. */
export function otherwise(field: Field): string {
  const value = defaultOf(field.meaning)
  if (!value) return ''
  if (field.control.kind === 'choice') return field.control.options.includes(value) ? optionTitle(field.key, value) : ''
  return /^[\d.%]+[a-z]?$/.test(value) ? value : ''
}
