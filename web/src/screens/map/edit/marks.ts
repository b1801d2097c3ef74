/** Findings of the server's check by the elements they are about. */

import { keyOf, type Path } from '../../../map/path'
import type { Finding } from '../../../map/shapes'

export type Mark = 'error' | 'launch' | 'note'

const WEIGHT: Record<Mark, number> = { error: 2, launch: 1, note: 0 }

/** The worst finding of each element. */
export function marksOf(findings: Finding[]): ReadonlyMap<string, Mark> {
  const found = new Map<string, Mark>()
  for (const one of findings) {
    const mark: Mark = one.severity === 'refused' ? 'error' : one.severity
    for (const path of tops(one.path)) {
      const known = found.get(keyOf(path))
      if (known === undefined || WEIGHT[mark] > WEIGHT[known]) found.set(keyOf(path), mark)
    }
  }
  return found
}

/** The element itself, and the exact place. */
function tops(path: Path): Path[] {
  return path.length > 2 ? [path.slice(0, 2), path] : [path]
}
