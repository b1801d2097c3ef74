/**
 * Dragging on the page: a pointer or keys drive the one machine. The source stays as a dashed slot,
 * the target gets a line, edges scroll, every move is spoken.
 */

import { voice } from '../toasts.svelte'
import { t } from '../words.svelte'
import { IDLE, next, sizeOf, type Event, type Heard, type Layout, type Point, type Spot, type State } from './machine'
import { lineAt, pull, spotAt, type ListBox } from './places'

export interface ListNode {
  list: string
  node: HTMLElement
  items: { item: string; node: HTMLElement }[]
}

/** What a screen tells about its things. */
export interface Carrying {
  /** The lists a thing may go into, and the way along them; null for what is not carried. */
  lists(item: string): { axis: 'x' | 'y'; lists: ListNode[] } | null
  title(item: string): string
  listTitle(list: string): string
  put(item: string, spot: Spot): void
}

const HOLD = 350
const WAYS: Record<string, 'left' | 'right' | 'up' | 'down'> = {
  ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down',
}

export class Carry {
  state = $state.raw<State>(IDLE)
  private ghost: HTMLElement | null = null
  private line: HTMLElement | null = null
  private grab: Point = { x: 0, y: 0 }
  private last: Point = { x: 0, y: 0 }
  private timer: ReturnType<typeof setTimeout> | null = null
  private frame = 0
  private stops: (() => void)[] = []

  constructor(
    private readonly board: HTMLElement,
    private readonly told: Carrying,
  ) {}

  /** A press on a thing: it becomes a drag when it goes on. */
  press(event: PointerEvent, item: string): void {
    if (event.button !== 0 || !event.isPrimary || this.state.name !== 'idle' || !this.told.lists(item)) return
    const slow = event.pointerType !== 'mouse'
    this.last = { x: event.clientX, y: event.clientY }
    const box = this.nodeOf(item)?.getBoundingClientRect()
    if (box) this.grab = { x: event.clientX - box.left, y: event.clientY - box.top }
    this.happen({ name: 'press', item, point: this.last, slow })
    if (slow) this.timer = setTimeout(() => this.happen({ name: 'held' }), HOLD)
    this.hear(window, 'pointermove', (move) => this.moved(move as PointerEvent))
    this.hear(window, 'pointerup', () => this.happen({ name: 'drop' }))
    this.hear(window, 'pointercancel', () => this.happen({ name: 'cancel' }))
    this.hear(window, 'keydown', (key) => this.key(key as KeyboardEvent), true)
    this.hear(window, 'blur', () => this.happen({ name: 'cancel' }))
    // A finger that carries does not scroll.
    this.hear(this.board, 'touchmove', (touch) => this.state.name === 'carried' && touch.preventDefault())
  }

  /** Lift by keys; arrows carry from now on. */
  lift(item: string): boolean {
    if (this.state.name !== 'idle' || !this.told.lists(item)) return false
    this.happen({ name: 'lift', item })
    this.hear(window, 'keydown', (key) => this.key(key as KeyboardEvent), true)
    this.hear(window, 'pointerdown', () => this.happen({ name: 'cancel' }), true)
    return this.state.name !== 'idle'
  }

  stop(): void {
    this.happen({ name: 'cancel' })
  }

  private key(event: KeyboardEvent): void {
    if (this.state.name !== 'carried') return
    const way = WAYS[event.key]
    if (event.key === 'Escape' || event.key === 'Tab') this.happen({ name: 'cancel' })
    else if (this.state.by === 'keys' && (event.key === ' ' || event.key === 'Enter')) this.happen({ name: 'drop' })
    else if (way) this.happen({ name: 'arrow', way })
    else return
    event.preventDefault()
    event.stopImmediatePropagation()
  }

  private moved(event: PointerEvent): void {
    this.last = { x: event.clientX, y: event.clientY }
    this.point()
  }

  private point(): void {
    const spot = this.state.name === 'carried' ? spotAt(this.last, this.boxes(this.state.item), this.axis(this.state.item), this.state.item) : null
    this.happen({ name: 'point', point: this.last, spot })
    this.drawGhost()
  }

  private happen(event: Event): void {
    const item = 'item' in this.state ? this.state.item : 'item' in event ? event.item : ''
    const layout = this.layout(item)
    const was = this.state
    const { state, heard, put } = next(was, event, layout)
    this.state = state
    if (heard) this.speak(heard, item, heard === 'dropped' && put ? put : state.name === 'carried' ? state.over : null, layout)
    if (heard === 'lifted') this.begin(item)
    if (state.name === 'carried') this.drawLine(state.over, item)
    if (state.name === 'idle' && was.name !== 'idle') this.finish(was.name === 'carried')
    if (put) this.told.put(item, put)
  }

  private layout(item: string): Layout {
    const found = this.told.lists(item)
    if (!found) return { axis: 'y', lists: [] }
    return { axis: found.axis, lists: found.lists.map((one) => ({ list: one.list, items: one.items.map((each) => each.item) })) }
  }

  private axis(item: string): 'x' | 'y' {
    return this.told.lists(item)?.axis ?? 'y'
  }

  private boxes(item: string): ListBox[] {
    const lists = this.told.lists(item)?.lists ?? []
    return lists.map(({ list, node, items }) => ({
      list,
      box: node.getBoundingClientRect(),
      items: items.map((one) => ({ item: one.item, box: one.node.getBoundingClientRect() })),
    }))
  }

  private nodeOf(item: string): HTMLElement | null {
    const lists = this.told.lists(item)?.lists ?? []
    for (const one of lists) for (const each of one.items) if (each.item === item) return each.node
    return null
  }

  private begin(item: string): void {
    const node = this.nodeOf(item)
    document.body.dataset.dragging = this.state.name === 'carried' ? this.state.by : ''
    node?.classList.add('drag-slot')
    this.line = document.createElement('div')
    this.line.className = 'drag-line'
    document.body.append(this.line)
    if (node && this.state.name === 'carried' && this.state.by === 'pointer') {
      this.ghost = node.cloneNode(true) as HTMLElement
      this.ghost.classList.remove('drag-slot')
      this.ghost.classList.add('drag-ghost')
      this.ghost.removeAttribute('data-item')
      this.ghost.setAttribute('aria-hidden', 'true')
      this.ghost.inert = true
      const box = node.getBoundingClientRect()
      this.ghost.style.width = `${box.width}px`
      this.ghost.style.height = `${Math.min(box.height, 160)}px`
      document.body.append(this.ghost)
      this.drawGhost()
      const follow = () => {
        this.scroll()
        this.frame = requestAnimationFrame(follow)
      }
      this.frame = requestAnimationFrame(follow)
    }
  }

  private drawGhost(): void {
    if (!this.ghost) return
    // Beside the pointer's own corner: what lies under it stays seen.
    this.ghost.style.left = `${this.last.x - this.grab.x + 8}px`
    this.ghost.style.top = `${this.last.y - this.grab.y + 8}px`
  }

  private drawLine(spot: Spot, item: string): void {
    if (!this.line) return
    const axis = this.axis(item)
    let box = lineAt(spot, this.boxes(item), axis, item)
    if (box && this.state.name === 'carried' && this.state.by === 'keys' && this.reveal(box)) box = lineAt(spot, this.boxes(item), axis, item)
    this.line.hidden = !box
    if (!box) return
    Object.assign(this.line.style, {
      left: `${box.left}px`, top: `${box.top}px`, width: `${box.right - box.left}px`, height: `${box.bottom - box.top}px`,
    })
  }

  /** By keys the place may be out of sight: bring it in. */
  private reveal(box: { left: number; right: number; top: number; bottom: number }): boolean {
    const view = this.board.getBoundingClientRect()
    const x = box.left < view.left + 180 ? box.left - view.left - 180 : Math.max(0, box.right - view.right + 24)
    const y = box.top < view.top + 160 ? box.top - view.top - 160 : Math.max(0, box.bottom - view.bottom + 80)
    if (x || y) this.board.scrollBy(x, y)
    return Boolean(x || y)
  }

  private scroll(): void {
    const view = this.board.getBoundingClientRect()
    const x = pull(this.last.x, view.left, view.right)
    const y = pull(this.last.y, view.top, view.bottom)
    if (!x && !y) return
    this.board.scrollBy(x, y)
    this.point()
    if (this.state.name === 'carried') this.drawLine(this.state.over, this.state.item)
  }

  private finish(carried: boolean): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    cancelAnimationFrame(this.frame)
    this.ghost?.remove()
    this.line?.remove()
    this.ghost = this.line = null
    for (const stop of this.stops) stop()
    this.stops = []
    document.querySelectorAll('.drag-slot').forEach((one) => one.classList.remove('drag-slot'))
    delete document.body.dataset.dragging
    if (!carried) return
    // The click that ends a drag opens nothing.
    const swallow = (event: MouseEvent) => event.stopPropagation()
    window.addEventListener('click', swallow, { capture: true, once: true })
    setTimeout(() => window.removeEventListener('click', swallow, { capture: true }), 0)
  }

  private hear(on: EventTarget, name: string, handler: (event: globalThis.Event) => void, capture = false): void {
    const options = { capture, passive: false }
    on.addEventListener(name, handler, options)
    this.stops.push(() => on.removeEventListener(name, handler, options))
  }

  private speak(heard: Exclude<Heard, null>, item: string, spot: Spot | null, layout: Layout): void {
    const title = this.told.title(item)
    const list = spot ? this.told.listTitle(spot.list) : ''
    const of = spot ? sizeOf(spot.list, item, layout) + 1 : 0
    voice.say(t(`drag.${heard}`, { title, list, place: (spot?.index ?? 0) + 1, of }))
  }
}
