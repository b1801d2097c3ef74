/** Going to a place of the map: its element is selected and shown; what is not drawn opens in the text. */

import { tick } from 'svelte'
import { selection } from '../selection.svelte'
import { slots } from '../slots.svelte'
import { focusPath } from '../walk'
import type { Path } from '../../../map/path'

const DRAWN = new Set(['stages', 'touchpoints', 'kpis', 'content', 'plays', 'zones', 'lanes'])

export function goTo(root: HTMLElement | undefined, path: Path): void {
  const element = path.length > 2 ? path.slice(0, 2) : path
  selection.select(element)
  const drawn = DRAWN.has(String(path[0]))
  if (!drawn) slots.yaml = true
  void tick().then(() => requestAnimationFrame(() => root && drawn && focusPath(root, element)))
}
