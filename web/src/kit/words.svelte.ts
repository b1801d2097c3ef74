/** Every string a person sees, by key, in the reader's language; the same files Python reads. */

import { count } from './numbers'

export type Language = 'ru' | 'en'
type Node = { [key: string]: string | Node }
export type Values = Record<string, string | number>

const PLACE = /\{(\w+)(?:#([^{}]*))?\}/g
const loaders: Record<Language, () => Promise<{ app: Node }>> = {
  ru: () => import('../../../src/tropa/words/ru.json') as unknown as Promise<{ app: Node }>,
  en: () => import('../../../src/tropa/words/en.json') as unknown as Promise<{ app: Node }>,
}

class Words {
  language = $state<Language>('ru')
  sentences = $state.raw<Record<string, string>>({})

  /** Change the language of everything at once; kept for the next visit and told to the server. */
  async speak(language: Language): Promise<void> {
    const { app } = await loaders[language]()
    this.sentences = flat(app)
    this.language = language
    document.documentElement.lang = language
    document.cookie = `lang=${language}; path=/; max-age=31536000; samesite=lax`
  }
}

export const words = new Words()

/** The sentence `key` with its values put in; a missing key shows itself. */
export function t(key: string, values: Values = {}): string {
  return fill(words.sentences[key] ?? key, values, words.language)
}

export function fill(sentence: string, values: Values, language: Language): string {
  return sentence.replace(PLACE, (_, name: string, forms: string | undefined) => {
    const value = values[name]
    if (value === undefined) return `{${name}}`
    if (forms !== undefined) return form(forms.split('|'), Number(value), language)
    return typeof value === 'number' ? count(value, language) : value
  })
}

/** The word form that goes with a number: человек, человека, человек; person, people. */
export function form(forms: string[], value: number, language: Language): string {
  const last = forms.at(-1) ?? ''
  if (!Number.isInteger(value)) return forms[1] ?? last
  const name = new Intl.PluralRules(language).select(Math.abs(value))
  if (language === 'en') return (name === 'one' ? forms[0] : last) ?? ''
  return (name === 'one' ? forms[0] : name === 'few' ? forms[1] : last) ?? ''
}

function flat(node: Node, prefix = '', found: Record<string, string> = {}): Record<string, string> {
  for (const [key, value] of Object.entries(node)) {
    const name = prefix ? `${prefix}.${key}` : key
    if (typeof value === 'string') found[name] = value
    else flat(value, name, found)
  }
  return found
}

/** The language asked for by the address, the last visit or the system. */
export function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang')
  const kept = /(?:^|; )lang=(ru|en)/.exec(document.cookie)?.[1]
  const wanted = asked ?? kept ?? navigator.language.slice(0, 2)
  return wanted === 'en' ? 'en' : 'ru'
}
