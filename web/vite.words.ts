/** Of the sentences of the whole product the app takes its own, in parts: what is seen first comes first. */

import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

export type Node = { [key: string]: string | Node }

/** What the frame and the map say; the rest is fetched with the first screen that speaks of anything else. */
export const FIRST_WORDS = [
  'bar', 'chart', 'copy', 'empty', 'export', 'fault', 'first', 'frame', 'keys', 'links', 'map', 'me', 'palette', 'period', 'pins', 'role', 'screen', 'silent',
]

/** Names of columns and values in answers: the words `tropa ask` prints. */
const ASKED = ['column', 'column_of', 'word', 'node', 'other', 'no_value']

/** `words/ru.json?first`, `?rest` and `?ask`. */
export function ownWords(): Plugin {
  return {
    name: 'own-words',
    enforce: 'pre',
    load(id) {
      const [file = '', part = ''] = id.split('?')
      if (!/words\/(ru|en)\.json$/.test(file)) return null
      const { app, ask } = JSON.parse(readFileSync(file, 'utf-8')) as { app: Record<string, Node>; ask: Node }
      this.addWatchFile(file)
      const parts: Record<string, () => Node> = {
        ask: () => chosen(ask, (name) => ASKED.includes(name)),
        first: () => flat(chosen(app, (name) => FIRST_WORDS.includes(name))),
        rest: () => flat(chosen(app, (name) => !FIRST_WORDS.includes(name))),
      }
      const words = parts[part] ?? this.error(`no part of the words is called «${part}»`)
      // A text is read several times quicker than the same written as a program.
      return { code: `export default JSON.parse(${JSON.stringify(JSON.stringify(words()))})`, moduleType: 'js', map: null }
    },
  }
}

export function chosen(words: Node, taken: (name: string) => boolean): Node {
  return Object.fromEntries(Object.entries(words).filter(([name]) => taken(name)))
}

/** Sentences by their whole keys: `map.lane_up`. */
export function flat(node: Node, prefix = ''): Record<string, string> {
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]): [string, string][] =>
      typeof value === 'string' ? [[prefix + key, value]] : Object.entries(flat(value, `${prefix}${key}.`)),
    ),
  )
}
