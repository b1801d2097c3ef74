/** What figures of answers are called: the very words `tropa ask` prints, loaded with this screen. */

import { valueOrErased } from '../../kit/erased'
import { words, type Language } from '../../kit/words.svelte'

type Said = (typeof import('../../../../src/tropa/words/ru.json?ask'))['default']

const loaders: Record<Language, () => Promise<{ default: Said }>> = {
  ru: () => import('../../../../src/tropa/words/ru.json?ask'),
  en: () => import('../../../../src/tropa/words/en.json?ask'),
}

class Titles {
  said = $state.raw<Partial<Record<Language, Said>>>({})

  async load(language: Language): Promise<void> {
    if (this.said[language]) return
    const { default: ask } = await loaders[language]()
    this.said = { ...this.said, [language]: ask }
  }

  /** The title of a figure of some kind of question. */
  column(name: string, kind: string): string {
    const said = this.said[words.language]
    return said?.column_of[kind]?.[name] ?? said?.column[name] ?? name.replaceAll('_', ' ')
  }

  /** A word of the answer in the reader's language; as it is where it has none. */
  word(name: string, value: string): string {
    const said = this.said[words.language]
    const ours = /^\((start|end|other|more)\)$/.exec(value)?.[1]
    if (ours) return said?.node[ours] ?? value
    return said?.word[name]?.[value] ?? valueOrErased(value)
  }

  get other(): string {
    return this.said[words.language]?.other ?? '…'
  }

  get none(): string {
    return this.said[words.language]?.no_value ?? '—'
  }
}

export const titles = new Titles()
