/**
 * Walking the map by keys: arrows go over heads, cells and what stands in them, one stop at a time is in
 * the order of Tab, and the links of a number inside a stop follow it.
 */

import type { Path } from '../../map/path'

const STOP = '[data-stop]'
const CELL = '[role="gridcell"],[role="columnheader"],[role="rowheader"]'

/** Make one stop the door to the grid: the one given, or the first where none is. */
export function enter(root: HTMLElement, stop?: HTMLElement | null): void {
  const now = root.querySelector<HTMLElement>(`${STOP}[tabindex="0"]`)
  const next = stop ?? now ?? root.querySelector<HTMLElement>(STOP)
  if (!next) return
  if (now && now !== next) now.tabIndex = -1
  // Said again to what has the focus, it would have everything laid out at once.
  if (next !== now) next.tabIndex = 0
  for (const link of root.querySelectorAll<HTMLElement>('[data-inner][tabindex="0"]')) if (!next.contains(link)) link.tabIndex = -1
  for (const link of next.querySelectorAll<HTMLElement>('[data-inner]:not([tabindex="0"])')) link.tabIndex = 0
}

export function stopOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>(STOP) : null
}

/** The stop an arrow leads to from this one. */
export function neighbour(root: HTMLElement, from: HTMLElement, key: string): HTMLElement | null {
  const cell = from.closest<HTMLElement>(CELL)
  const row = from.closest<HTMLElement>('[role="row"]')
  if (!cell || !row) return null
  const inside = stops(cell)
  const at = inside.indexOf(from)
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    const way = key === 'ArrowDown' ? 1 : -1
    return inside[at + way] ?? beyond(root, row, column(row, cell), way)
  }
  const cells = cellsOf(row)
  const place = cells.indexOf(cell)
  if (key === 'Home') return first(cells, 0, 1)
  if (key === 'End') return first(cells, cells.length - 1, -1)
  const way = key === 'ArrowRight' ? 1 : -1
  for (let to = place + way; to >= 0 && to < cells.length; to += way) {
    const found = stops(cells[to]!)
    // The same place in the next cell: measuring where things stand would lay out what is out of sight.
    if (found.length) return found[Math.min(Math.max(at, 0), found.length - 1)]!
  }
  return null
}

/** Focus what stands at a path of the document, and show it. */
export function focusPath(root: HTMLElement, path: Path): boolean {
  const found = root.querySelector<HTMLElement>(`[data-path="${CSS.escape(JSON.stringify(path))}"]`)
  const stop = found?.matches(STOP) ? found : (found?.closest<HTMLElement>(STOP) ?? null)
  if (!stop) return false
  enter(root, stop)
  stop.focus()
  return true
}

function stops(cell: HTMLElement): HTMLElement[] {
  return [...(cell.matches(STOP) ? [cell] : []), ...cell.querySelectorAll<HTMLElement>(STOP)]
}

function cellsOf(row: HTMLElement): HTMLElement[] {
  return [...row.querySelectorAll<HTMLElement>(CELL)]
}

/** Columns are counted by the grid: a zone over three stages takes three. */
function column(row: HTMLElement, cell: HTMLElement): number {
  let at = 0
  for (const one of cellsOf(row)) {
    if (one === cell) return at
    at += span(one)
  }
  return at
}

function span(cell: HTMLElement): number {
  return Number(cell.getAttribute('aria-colspan') ?? 1)
}

function beyond(root: HTMLElement, row: HTMLElement, at: number, way: 1 | -1): HTMLElement | null {
  const rows = [...root.querySelectorAll<HTMLElement>('[role="row"]')]
  for (let to = rows.indexOf(row) + way; to >= 0 && to < rows.length; to += way) {
    let passed = 0
    for (const cell of cellsOf(rows[to]!)) {
      passed += span(cell)
      if (passed <= at) continue
      const found = stops(cell)
      if (found.length) return way > 0 ? found[0]! : found.at(-1)!
      break
    }
  }
  return null
}

function first(cells: HTMLElement[], at: number, way: 1 | -1): HTMLElement | null {
  for (let to = at; to >= 0 && to < cells.length; to += way) {
    const found = stops(cells[to]!)[0]
    if (found) return found
  }
  return null
}
