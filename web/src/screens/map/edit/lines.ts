/** Which element stands on which line of the text, and the other way round. */

import { keyOf, pathOf, type Path } from '../../../map/path'

/** The line of an element, or of what it stands in. */
export function lineOf(lines: Record<string, number>, path: Path): number | null {
  for (let depth = path.length; depth > 0; depth -= 1) {
    const found = lines[keyOf(path.slice(0, depth))]
    if (found !== undefined) return found
  }
  return null
}

/** The innermost element that begins on a line or above it; null before the first. */
export function pathAt(lines: Record<string, number>, line: number): Path | null {
  let best: Path | null = null
  let top = 0
  for (const [key, at] of Object.entries(lines)) {
    if (at > line || at < top) continue
    const path = pathOf(key)
    if (path && (at > top || path.length >= (best?.length ?? 0))) [best, top] = [path, at]
  }
  return best
}
