/** What is selected on the map: the path of one element, kept in the address as `?select=`. */

import { router } from '../../app/router.svelte'
import { keyOf, type Path } from '../../map/path'

/** `["stages","lead","buyer",0]` as it stands in the address: `stages/lead/buyer/0`. */
export function written(path: Path): string {
  return path.map((part) => encodeURIComponent(String(part))).join('/')
}

export function read(text: string): Path | null {
  if (!text) return null
  try {
    // A name of an element never consists of digits alone.
    return text.split('/').map((part) => (/^\d+$/.test(part) ? Number(part) : decodeURIComponent(part)))
  } catch {
    return null
  }
}

class Selection {
  path = $derived(read(router.query.get('select') ?? ''))
  /** As `data-path` has it; empty where nothing is selected. */
  key = $derived(this.path ? keyOf(this.path) : '')

  /** Null lets go. The step back in the history is not to walk through selections. */
  select(path: Path | null): void {
    if ((path ? keyOf(path) : '') !== this.key) router.set({ select: path ? written(path) : null }, true)
  }

  has(path: Path | null | undefined): boolean {
    return path != null && this.key === keyOf(path)
  }
}

export const selection = new Selection()
