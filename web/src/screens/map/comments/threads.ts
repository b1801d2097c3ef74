/** What people say about elements, as the server tells it. */

import type { Comment, Thread } from '../../../api/types'
import type { Path } from '../../../map/path'

export type { Comment, Thread }

/** Threads of one element, the open ones first, each part in the order it was begun. */
export function threadsOf(threads: readonly Thread[], path: Path): Thread[] {
  const key = JSON.stringify(path)
  const own = threads.filter((one) => JSON.stringify(one.path) === key)
  return [...own.filter((one) => !one.settled), ...own.filter((one) => one.settled)]
}

/** How many open threads each element has, by its path. */
export function marksOf(threads: readonly Thread[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>()
  for (const one of threads) {
    if (one.settled) continue
    const key = JSON.stringify(one.path)
    found.set(key, (found.get(key) ?? 0) + 1)
  }
  return found
}

/** The latest word that somebody else said since, for whoever has another element before them. */
export function fresh(before: readonly Thread[], after: readonly Thread[]): { thread: Thread; comment: Comment } | null {
  const known = new Set(before.flatMap((one) => one.comments.map((each) => each.id)))
  for (const thread of [...after].reverse()) {
    const comment = thread.comments.find((one) => !known.has(one.id))
    if (comment) return { thread, comment }
  }
  return null
}
