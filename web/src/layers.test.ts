import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { expect, it } from 'vitest'
import { chosen, FIRST_WORDS, flat, type Node } from '../vite.words.ts'

const TOP = import.meta.dirname

/** Every import of one of our own files, as [who, whom] from `src`. */
const IMPORTS = readdirSync(TOP, { recursive: true, encoding: 'utf-8' })
  .filter((name) => /\.(ts|svelte)$/.test(name))
  .flatMap((name) => {
    const text = readFileSync(join(TOP, name), 'utf-8')
    const own = [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
    return own.map(([, to]): [string, string] => [name, relative(TOP, normalize(join(TOP, dirname(name), to!)))])
  })

/** `kit`, `screens/map` … */
const part = (file: string) => /^(screens\/)?[^/]+/.exec(file)![0]

it('no screen knows another one: what two of them need stands in kit, map or api', () => {
  const screens = IMPORTS.filter(([who, whom]) => part(who).startsWith('screens/') && whom.startsWith('screens/'))
  expect(screens.length).toBeGreaterThan(100)
  expect(screens.filter(([who, whom]) => part(who) !== part(whom))).toEqual([])
})

it('only the shell knows which screens there are', () => {
  const others = IMPORTS.filter(([who, whom]) => whom.startsWith('screens/') && !who.startsWith('screens/')).map(([who]) => who)
  expect([...new Set(others)]).toEqual(['app/screens.ts'])
})

/** A file and all that comes with it at once: what is loaded when it is needed is left out. */
function together(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found
  found.add(file)
  for (const [, to] of readFileSync(join(TOP, file), 'utf-8').matchAll(/^\s*(?:import|export) (?!type )(?:[^']*? from )?'(\.[^']+)'/gm)) {
    const named = join(dirname(file), to!)
    const next = [named, `${named}.ts`, `${named}.svelte.ts`].find((one) => /\.(ts|svelte)$/.test(one) && existsSync(join(TOP, one)))
    if (next) together(next, found)
  }
  return found
}

/** `map.lane_up`, and what such keys begin with where they are put together: `map.lane.${kind}`. */
const KEY = /['"`]([a-z_0-9]+\.[a-z_0-9.]+)(\$\{)?/g

it('what is seen first says nothing whose words come later', () => {
  const { app } = JSON.parse(readFileSync(join(TOP, '../../src/tropa/words/en.json'), 'utf-8')) as { app: Node }
  const later = Object.keys(flat(chosen(app, (name) => !FIRST_WORDS.includes(name))))
  const first = together('screens/map/MapScreen.svelte', together('main.ts'))
  expect(first.size).toBeGreaterThan(80)
  const missed = [...first].flatMap((file) =>
    [...readFileSync(join(TOP, file), 'utf-8').matchAll(KEY)]
      .filter(([, key, more]) => (more ? later.some((one) => one.startsWith(key!)) : later.includes(key!)))
      .map(([, key]) => `${file}: ${key}`),
  )
  expect(missed).toEqual([])
})

it('no words come first that nobody says there', () => {
  const first = together('screens/map/MapScreen.svelte', together('main.ts'))
  const texts = [...first].map((file) => readFileSync(join(TOP, file), 'utf-8')).join('\n')
  expect(FIRST_WORDS.filter((one) => !texts.match(new RegExp(`['"\`]${one}\\.`)))).toEqual([])
})
