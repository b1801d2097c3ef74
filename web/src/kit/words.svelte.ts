/** Every string a person sees, by key, in the reader's language; the same files Python reads. */

import { count } from './numbers'

export type Language = 'ru' | 'en'
export type Values = Record<string, string | number>
type Sentences = Record<string, string>
type Part = Record<Language, () => Promise<{ default: Sentences }>>

const PLACE = /\{(\w+)(?:#([^{}]*))?\}/g
/** What the frame and the map say. */
const FIRST: Part = {
  ru: () => import('../../../src/tropa/words/ru.json?first'),
  en: () => import('../../../src/tropa/words/en.json?first'),
}
const REST: Part = {
  ru: () => import('../../../src/tropa/words/ru.json?rest'),
  en: () => import('../../../src/tropa/words/en.json?rest'),
}

class Words {
  language = $state<Language>('ru')
  sentences = $state.raw<Sentences>({})
  /** Kept by themselves: when they come, nothing that is said already is said anew. */
  rest = $state.raw<Sentences>({})
  private asked: Language = 'ru'
  private whole = false

  /** Change the language of everything at once; kept for the next visit and told to the server. */
  async speak(language: Language): Promise<void> {
    const before = this.asked
    this.asked = language
    try {
      const [first, rest] = await Promise.all([FIRST[language](), this.whole ? REST[language]() : null])
      // Asked for another one meanwhile.
      if (this.asked !== language) return
      this.sentences = first.default
      if (rest) this.rest = rest.default
    } catch (fault) {
      if (this.asked === language) this.asked = before
      throw fault
    }
    this.language = language
    document.documentElement.lang = language
    document.cookie = `lang=${language}; path=/; max-age=31536000; samesite=lax`
  }

  /** Have everything the app can say: what is neither the frame nor the map waits for it. */
  async all(): Promise<void> {
    this.whole = true
    const language = this.asked
    const { default: rest } = await REST[language]()
    // Asked for another language meanwhile: whoever waits for words waits for those.
    if (this.asked !== language) return this.all()
    this.rest = rest
  }
}

export const words = new Words()

/** The sentence `key` with its values put in; a missing key shows itself. */
export function t(key: string, values: Values = {}): string {
  return fill(sentence(key) ?? key, values, words.language)
}

/** The sentence as it is written; nothing where there is none, or where it has not come yet. */
export function sentence(key: string): string | undefined {
  return words.sentences[key] ?? words.rest[key]
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

/** The language asked for by the address, the last visit or the system. */
export function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get('lang')
  const kept = /(?:^|; )lang=(ru|en)/.exec(document.cookie)?.[1]
  const wanted = asked ?? kept ?? navigator.language.slice(0, 2)
  return wanted === 'en' ? 'en' : 'ru'
}
