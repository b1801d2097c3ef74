/**
 * Carrying a thing from one place of one list to another: the same states for a pointer and for keys.
 * Pure: what is lifted, where it would land, what has just happened. Who draws it stands in carry.svelte.ts.
 */

/** A place in a list, counted without the carried thing itself. */
export interface Spot {
  list: string
  index: number
}

/** The lists a thing may be put into, in the order they are seen; `axis` is the way along one list. */
export interface Layout {
  axis: 'x' | 'y'
  lists: { list: string; items: string[] }[]
}

export interface Point {
  x: number
  y: number
}

export type State =
  | { name: 'idle' }
  | { name: 'pressed'; item: string; from: Point; slow: boolean }
  | { name: 'carried'; item: string; by: 'pointer' | 'keys'; home: Spot; over: Spot }

export type Event =
  | { name: 'press'; item: string; point: Point; slow: boolean }
  | { name: 'held' }
  | { name: 'point'; point: Point; spot: Spot | null }
  | { name: 'lift'; item: string }
  | { name: 'arrow'; way: 'left' | 'right' | 'up' | 'down' }
  | { name: 'drop' }
  | { name: 'cancel' }

/** What those who listen are told. */
export type Heard = 'lifted' | 'moved' | 'dropped' | 'returned' | null

export const IDLE: State = { name: 'idle' }
/** A press that goes this far is a drag; a finger that goes this far scrolls. */
const REACH = 4
const FINGER = 10

export interface Next {
  state: State
  heard: Heard
  /** Where it was put down, when it was, and not where it had been. */
  put: Spot | null
}

export function next(state: State, event: Event, layout: Layout): Next {
  switch (event.name) {
    case 'press':
      if (state.name !== 'idle') return stay(state)
      return stay({ name: 'pressed', item: event.item, from: event.point, slow: event.slow })
    case 'held':
      return state.name === 'pressed' && state.slow ? lifted(state.item, 'pointer', layout) : stay(state)
    case 'lift':
      return state.name === 'idle' ? lifted(event.item, 'keys', layout) : stay(state)
    case 'point':
      return pointed(state, event.point, event.spot, layout)
    case 'arrow':
      return carried(state, layout, event.way)
    case 'drop':
      return dropped(state)
    case 'cancel':
      return state.name === 'carried' ? { state: IDLE, heard: 'returned', put: null } : stay(IDLE)
  }
}

function stay(state: State): Next {
  return { state, heard: null, put: null }
}

function lifted(item: string, by: 'pointer' | 'keys', layout: Layout): Next {
  const home = homeOf(item, layout)
  if (!home) return stay(IDLE)
  return { state: { name: 'carried', item, by, home, over: home }, heard: 'lifted', put: null }
}

function pointed(state: State, point: Point, spot: Spot | null, layout: Layout): Next {
  if (state.name === 'pressed') {
    const gone = Math.hypot(point.x - state.from.x, point.y - state.from.y)
    if (state.slow) return gone > FINGER ? stay(IDLE) : stay(state)
    return gone >= REACH ? lifted(state.item, 'pointer', layout) : stay(state)
  }
  if (state.name !== 'carried' || state.by !== 'pointer' || !spot || sameSpot(spot, state.over)) return stay(state)
  return { state: { ...state, over: spot }, heard: 'moved', put: null }
}

function carried(state: State, layout: Layout, way: 'left' | 'right' | 'up' | 'down'): Next {
  if (state.name !== 'carried' || state.by !== 'keys') return stay(state)
  const along = layout.axis === 'y' ? way === 'up' || way === 'down' : way === 'left' || way === 'right'
  const by = way === 'up' || way === 'left' ? -1 : 1
  const over = along ? shifted(state.over, by, state.item, layout) : crossed(state.over, by, state.item, layout)
  if (!over || sameSpot(over, state.over)) return stay(state)
  return { state: { ...state, over }, heard: 'moved', put: null }
}

function dropped(state: State): Next {
  if (state.name !== 'carried') return stay(IDLE)
  if (sameSpot(state.home, state.over)) return { state: IDLE, heard: 'returned', put: null }
  return { state: IDLE, heard: 'dropped', put: state.over }
}

function shifted(over: Spot, by: number, item: string, layout: Layout): Spot | null {
  const size = sizeOf(over.list, item, layout)
  const index = over.index + by
  return index < 0 || index > size ? null : { list: over.list, index }
}

function crossed(over: Spot, by: number, item: string, layout: Layout): Spot | null {
  const here = layout.lists.findIndex((one) => one.list === over.list)
  const there = layout.lists[here + by]
  if (!there) return null
  return { list: there.list, index: Math.min(over.index, sizeOf(there.list, item, layout)) }
}

/** How many things a list holds beside the carried one. */
export function sizeOf(list: string, item: string, layout: Layout): number {
  const found = layout.lists.find((one) => one.list === list)
  return found ? found.items.filter((one) => one !== item).length : 0
}

export function homeOf(item: string, layout: Layout): Spot | null {
  for (const { list, items } of layout.lists) {
    const index = items.indexOf(item)
    if (index >= 0) return { list, index }
  }
  return null
}

export function sameSpot(one: Spot, other: Spot): boolean {
  return one.list === other.list && one.index === other.index
}
