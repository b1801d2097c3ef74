/** Into which files the app is cut, what they are called, and which of them a screen needs. */

import { join } from 'node:path'
import type { Rolldown } from 'vite'

/** What the first page needs. */
const FIRST = 'first'

/** What the map is looked at by, and other screens, too. */
const LOOKED = 'looked'

type Graph = Rolldown.ChunkingContext

/** Whether a module is this one, or imported by it at once, or by what is. */
function within(file: string): (id: string, graph: Graph) => boolean {
  let known: Set<string> | null = null
  return (id, graph) => {
    if (!known) {
      known = new Set([join(import.meta.dirname, file)])
      for (const one of known) for (const next of graph.getModuleInfo(one)?.importedIds ?? []) known.add(next)
    }
    return known.has(id)
  }
}

/**
 * Few files: on a slow line each costs a way there and back, and a browser asks for six at a time.
 * What the first page needs is one; what the map needs to be looked at and others need, too, is another;
 * the rest that is shared is put together by who shares it, small pieces with their neighbours.
 */
export function fewFiles(): Rolldown.CodeSplittingGroup[] {
  const looked = within('src/screens/map/MapScreen.svelte')
  return [
    { name: FIRST, tags: ['$initial'], priority: 3 },
    { name: (id, graph) => (looked(id, graph) ? LOOKED : null), debugName: LOOKED, minShareCount: 2, priority: 2 },
    { name: 'shared', minShareCount: 2, entriesAware: true, entriesAwareMergeThreshold: 2_000, priority: 1 },
  ]
}

/** Who shares a file is no part of its name: there are many of them. */
export function named(name: string, ending: string): string {
  return `assets/${name.replace(/~.*/, '').replace(/\.css$/, '')}-[hash].${ending}`
}

/**
 * Before anything else in a file it has all of it compiled while it comes, beside everything else: a function compiled
 * when it is first called is read twice, and by whom draws. Browsers that do not know the mark read a comment
 * (https://github.com/WICG/explicit-javascript-compile-hints-file-based).
 */
export const HURRY = '//# allFunctionsCalledOnLoad'

/** What the map is drawn by; of other files less is called at once. */
export function hurried(chunk: { name: string }): boolean {
  return [FIRST, LOOKED, 'MapScreen'].includes(chunk.name)
}

/** Files a screen is made of, and files of words («ru first»), by name: what the server tells a browser to fetch ahead. */
export function ahead(bundle: Rolldown.OutputBundle): Record<string, string[]> {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
  const inside = (files: string[]): Rolldown.OutputChunk[] => {
    const found = new Set(files)
    for (const file of found) for (const one of chunks) if (one.fileName === file) one.imports.forEach((next) => found.add(next))
    return [...found].flatMap((file) => chunks.filter((one) => one.fileName === file))
  }
  const entry = inside(chunks.filter((one) => one.name === FIRST).map((one) => one.fileName))
  const filesOf = (some: Rolldown.OutputChunk[]) =>
    [...some.map((one) => one.fileName), ...some.flatMap((one) => [...(one.viteMetadata?.importedCss ?? [])])].map((file) => file.replace('assets/', ''))
  const named = chunks.filter((one) => one.isDynamicEntry).flatMap((one) => {
    const [, language, part] = /words\/(ru|en)\.json\?(first|rest)$/.exec(one.facadeModuleId ?? '') ?? []
    const name = /Screen$/.test(one.name) ? one.name : language && `${language} ${part}`
    return name ? [[name, one] as const] : []
  })
  return Object.fromEntries([
    [FIRST, filesOf(entry)],
    ...named.map(([name, one]) => [name, filesOf(inside([one.fileName]).filter((other) => !entry.includes(other)))] as const),
  ])
}
