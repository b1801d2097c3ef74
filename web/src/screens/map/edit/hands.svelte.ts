/** The person's hands on the drawn map: keys, double clicks, presses; they find things by delegation. */

import { tick } from 'svelte'
import { Carry, type ListNode } from '../../../kit/drag/carry.svelte'
import type { Spot } from '../../../kit/drag/machine'
import { t } from '../../../kit/words.svelte'
import { selection } from '../selection.svelte'
import { neighbour, stopOf } from '../walk'
import { focusAgain, putCard, putLine, putStage, removeAt, shiftStage, stageTitle } from './doings'
import { draft } from '../../../map/draft.svelte'
import { added, adds, stageAdded, written, type AddKind } from '../../../map/edits'
import { inline } from './inline.svelte'
import { at, keyOf, pathOf, titleOf, type Path } from '../../../map/path'

const TYPED = /^[\p{L}\p{N}«"]$/u
/** Lists of lines that may be carried between stages. */
const LINES = new Set(['buyer', 'seller'])
const REMOVABLE = new Set(['stage', 'card', 'text', 'content', 'kpi', 'play'])

/** What the first press of two fell on: it opens the inspector, and the second may fall elsewhere. */
let pressed: Element | null = null

export class Hands {
  private readonly carry: Carry
  constructor(private readonly root: HTMLElement) {
    this.carry = new Carry(scrollerOf(root), {
      lists: (item) => this.lists(item),
      title: (item) => (draft.document ? titleOf(draft.document, pathOf(item) ?? []) : ''),
      listTitle: (list) => (list === 'stages' ? t('edit.stages') : stageTitle(list || null)),
      put: (item, spot) => this.put(item, spot),
    })
  }

  attach(): () => void {
    const { root } = this
    const key = (event: KeyboardEvent) => this.key(event)
    const twice = (event: MouseEvent) => this.twice(event)
    const down = (event: MouseEvent) => {
      if (event.detail === 1) pressed = event.target instanceof Element && root.contains(event.target) ? event.target : null
    }
    const press = (event: PointerEvent) => this.press(event)
    root.addEventListener('keydown', key, true)
    window.addEventListener('mousedown', down, true)
    window.addEventListener('dblclick', twice)
    root.addEventListener('pointerdown', press)
    return () => {
      this.carry.stop()
      inline.close()
      root.removeEventListener('keydown', key, true)
      window.removeEventListener('mousedown', down, true)
      window.removeEventListener('dblclick', twice)
      root.removeEventListener('pointerdown', press)
    }
  }

  // -------------------------------------------------------------- writing in place

  /** Write the text at a path; what was typed stands in place of the old text. */
  write(path: Path, typed?: string): boolean {
    const { document } = draft
    if (!document) return false
    const value = at(document, path)
    if (value !== undefined && typeof value !== 'string' && typeof value !== 'number') return false
    const node = () => this.root.querySelector<HTMLElement>(`[data-path="${CSS.escape(keyOf(path))}"]`)
    const old = value === undefined ? '' : String(value)
    inline.open({
      path,
      box: () => node()?.getBoundingClientRect() ?? null,
      like: node(),
      value: typed ?? old,
      label: t('edit.field', { title: titleOf(document, path.slice(0, 2)) }),
      begun: typed !== undefined,
      commit: (text, way) => {
        inline.close()
        const now = draft.document
        if (now) {
          const operations = written(now, path, text)
          if (operations.length) draft.do(operations)
        }
        this.goOn(path, way)
      },
      cancel: () => {
        inline.close()
        void focusAgain(this.root, path)
      },
    })
    return true
  }

  /** Something new in a cell: written first, made when it has a text. */
  addIn(lane: AddKind, stage: string, near: HTMLElement | null, typed = ''): void {
    const field = lane === 'thoughts' ? 'buyer_asks' : lane === 'feelings' ? 'feels' : ''
    if (field && draft.document && at(draft.document, ['stages', stage, field]) !== undefined) {
      this.write(['stages', stage, field])
      return
    }
    this.make(near, t(`edit.new.${lane}`), typed, (text) => draft.document && added(draft.document, lane, stage, text))
  }

  addStage(before: string | null, near: HTMLElement | null): void {
    this.make(near, t('edit.new.stage'), '', (text) => draft.document && stageAdded(draft.document, before, text))
  }

  private make(near: HTMLElement | null, label: string, typed: string, change: (text: string) => ReturnType<typeof added>): void {
    inline.open({
      path: null,
      box: () => near?.isConnected ? near.getBoundingClientRect() : null,
      like: null,
      value: typed,
      label,
      begun: typed !== '',
      commit: (text) => {
        inline.close()
        const found = change(text)
        if (!found) return near?.focus()
        draft.do(found.operations)
        void focusAgain(this.root, found.path)
      },
      cancel: () => {
        inline.close()
        near?.focus()
      },
    })
  }

  /** After a text: stay on it, or write the next one to the side. */
  private goOn(path: Path, way: 'stay' | 'right' | 'left'): void {
    void tick().then(() => {
      const here = stopOf(this.root.querySelector(`[data-path="${CSS.escape(keyOf(path))}"]`))
      const there = here && way !== 'stay' ? neighbour(this.root, here, way === 'right' ? 'ArrowRight' : 'ArrowLeft') : null
      const target = there ?? here
      target?.focus()
      if (there) this.open(there)
    })
  }

  /** Write what a stop shows: its own text, or its title; an empty cell takes something new. */
  private open(stop: HTMLElement, typed?: string): boolean {
    const kind = stop.dataset.kind ?? ''
    if (kind === 'cell') {
      const { lane = '', stage = '' } = stop.dataset
      if (!adds(lane) || !stage) return false
      this.addIn(lane, stage, stop, typed)
      return true
    }
    const path = textOf(stop)
    return path !== null && this.write(path, typed)
  }

  /** The same thing where the map was drawn anew in between. */
  private still(node: Element | null): Element | null {
    if (!node || node.isConnected) return node
    const key = node.closest<HTMLElement>('[data-path]')?.dataset.path
    return key ? this.root.querySelector(`[data-path="${CSS.escape(key)}"]`) : null
  }

  private twice(event: MouseEvent): void {
    const target = this.still(pressed)
    if (!target || target.closest('button, a, [data-inline]')) return
    const text = target.closest<HTMLElement>('[data-kind="text"], [data-kind="feels"]')
    const path = pathOf(text?.dataset.path)
    const stop = stopOf(target)
    if (path ? this.write(path) : stop && this.open(stop)) event.preventDefault()
  }

  // -------------------------------------------------------------- keys

  private key(event: KeyboardEvent): void {
    const stop = stopOf(event.target)
    // A link or a button inside a stop keeps its own keys.
    if (!stop || event.target !== stop || !draft.editable || event.ctrlKey || event.metaKey) return
    if (this.taken(event, stop)) {
      event.preventDefault()
      event.stopPropagation()
    }
  }

  private taken(event: KeyboardEvent, stop: HTMLElement): boolean {
    const path = pathOf(stop.dataset.path)
    const kind = stop.dataset.kind ?? ''
    if (event.altKey) {
      const way = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0
      if (!way || kind !== 'stage' || !path) return false
      shiftStage(String(path[1]), way, this.root)
      return true
    }
    if (event.key === ' ') return path !== null && this.carry.lift(keyOf(path))
    if (event.key === 'F2') return this.open(stop)
    if (event.key === 'Enter') return this.entered(stop, kind, path)
    if (event.key === 'Delete') return this.deleted(kind, path)
    return TYPED.test(event.key) && event.key.length <= 2 && stop.tagName !== 'BUTTON' && this.open(stop, event.key)
  }

  /** A text is written at once; a card or a stage is opened first, and written when it is open. */
  private entered(stop: HTMLElement, kind: string, path: Path | null): boolean {
    if (kind === 'text' || kind === 'feels' || kind === 'cell') return this.open(stop)
    return path !== null && selection.has(path) && this.open(stop)
  }

  private deleted(kind: string, path: Path | null): boolean {
    if (!path || !REMOVABLE.has(kind) || path.at(-1) === 'title') return false
    removeAt(path, this.root)
    return true
  }

  // -------------------------------------------------------------- carrying

  private press(event: PointerEvent): void {
    if (!draft.editable || !(event.target instanceof Element)) return
    if (event.target.closest('button, a, input, textarea, [data-inline]')) return
    let node = event.target.closest<HTMLElement>('[data-path]')
    // The title inside a card or a head is a part of it.
    if (node?.dataset.field === 'title') node = node.parentElement?.closest<HTMLElement>('[data-path]') ?? node
    const path = pathOf(node?.dataset.path)
    if (path) this.carry.press(event, keyOf(path))
  }

  private lists(item: string): { axis: 'x' | 'y'; lists: ListNode[] } | null {
    const path = pathOf(item)
    if (!path || !draft.editable) return null
    if (path[0] === 'touchpoints' && path.length === 2) return { axis: 'y', lists: this.cells('touchpoints', '[data-kind="card"]') }
    if (path[0] === 'stages' && path.length === 2) {
      const heads = this.things(this.root, '[data-kind="stage"]')
      const row = heads[0]?.node.closest<HTMLElement>('[role="row"]') ?? this.root
      return { axis: 'x', lists: [{ list: 'stages', node: row, items: heads }] }
    }
    if (path[0] === 'stages' && path.length === 4 && LINES.has(String(path[2]))) {
      return { axis: 'y', lists: this.cells(path[2] === 'buyer' ? 'actions' : 'seller', `[data-kind="text"][data-path*='"${path[2]}",']`) }
    }
    return null
  }

  private cells(lane: string, things: string): ListNode[] {
    const found = this.root.querySelectorAll<HTMLElement>(`[role="gridcell"][data-lane="${lane}"][data-stage]`)
    return [...found].map((node) => ({ list: node.dataset.stage ?? '', node, items: this.things(node, things) }))
  }

  private things(node: HTMLElement, wanted: string): { item: string; node: HTMLElement }[] {
    return [...node.querySelectorAll<HTMLElement>(wanted)].map((one) => ({ item: one.dataset.path ?? '', node: one }))
  }

  private put(item: string, spot: Spot): void {
    const path = pathOf(item)
    if (!path) return
    if (path[0] === 'touchpoints') putCard(String(path[1]), spot.list || null, spot.index, this.root)
    else if (path.length === 2) putStage(String(path[1]), spot.index, this.root)
    else putLine(path, spot.list, spot.index, this.root)
  }
}

/** Which text a stop stands for. */
function textOf(stop: HTMLElement): Path | null {
  const path = pathOf(stop.dataset.path)
  if (!path) return null
  const kind = stop.dataset.kind
  if (kind === 'text' || kind === 'feels') return path
  if (kind === 'feeling') return [...path.slice(0, 2), 'feels']
  if (kind === 'owner') return null
  return path.length === 2 ? [...path, 'title'] : path
}

function scrollerOf(node: HTMLElement): HTMLElement {
  for (let one: HTMLElement | null = node; one; one = one.parentElement) {
    if (/(auto|scroll)/.test(getComputedStyle(one).overflow + getComputedStyle(one).overflowX)) return one
  }
  return document.documentElement
}
