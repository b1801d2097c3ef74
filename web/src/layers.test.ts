import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { expect, it } from 'vitest'

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
