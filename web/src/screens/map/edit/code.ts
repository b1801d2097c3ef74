/** The editor of the map's text: as little of CodeMirror as writing YAML needs, in our colours. Loaded when first opened. */

import { yaml } from '@codemirror/lang-yaml'
import { HighlightStyle, foldGutter, foldKeymap, indentUnit, syntaxHighlighting } from '@codemirror/language'
import { Compartment, EditorState, StateEffect, StateField, type Range } from '@codemirror/state'
import { Decoration, EditorView, highlightActiveLine, keymap, lineNumbers, WidgetType, type DecorationSet, type KeyBinding } from '@codemirror/view'
import { tags } from '@lezer/highlight'
import type { Finding } from '../../../map/shapes'

const COLOURS = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.content, tags.special(tags.string)], color: 'var(--gain)' },
  { tag: [tags.number, tags.bool, tags.atom], color: 'var(--warn)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.separator, tags.squareBracket, tags.brace], color: 'var(--ink-2)' },
  { tag: [tags.meta, tags.labelName, tags.keyword], color: 'var(--back)' },
])

const LOOK = EditorView.theme({
  '&': { height: '100%', fontSize: '12px', backgroundColor: 'var(--surface)', color: 'var(--ink)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--ink)', padding: '8px 0 40vh' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-3)', border: 'none' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--accent-soft)' },
  '&.cm-focused': { outline: 'none' },
  '&.cm-focused .cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-selectionBackground, ::selection': { backgroundColor: 'var(--accent-line) !important' },
  '.cm-foldGutter span': { color: 'var(--ink-3)' },
  '.cm-found-error': { backgroundColor: 'var(--loss-soft)', boxShadow: 'inset 3px 0 0 var(--loss-fill)' },
  '.cm-found-launch': { backgroundColor: 'var(--warn-soft)', boxShadow: 'inset 3px 0 0 var(--warn-fill)' },
  '.cm-found-note': { boxShadow: 'inset 3px 0 0 var(--line-2)' },
})

/** What is wrong, said under the line it stands in. */
class Said extends WidgetType {
  constructor(readonly text: string, readonly tone: string) {
    super()
  }
  override eq(other: Said): boolean {
    return other.text === this.text && other.tone === this.tone
  }
  toDOM(): HTMLElement {
    // Margins are not measured: the room around the words belongs to the line itself.
    const node = document.createElement('div')
    node.className = 'cm-said'
    const words = node.appendChild(document.createElement('p'))
    words.textContent = this.text
    return node
  }
}

const tell = StateEffect.define<Finding[]>()
const told = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, change) {
    let now = marks.map(change.changes)
    for (const effect of change.effects) if (effect.is(tell)) now = drawn(change.state, effect.value)
    return now
  },
  provide: (field) => EditorView.decorations.from(field),
})

function drawn(state: EditorState, findings: Finding[]): DecorationSet {
  const marks: Range<Decoration>[] = []
  for (const one of findings) {
    if (one.line < 1 || one.line > state.doc.lines) continue
    const line = state.doc.line(one.line)
    const tone = one.severity === 'refused' ? 'error' : one.severity
    marks.push(Decoration.line({ class: `cm-found-${tone}` }).range(line.from))
    // Advice is in the list and the margin; only what is wrong takes room between the lines.
    if (tone === 'error') marks.push(Decoration.widget({ widget: new Said(`${one.message} ${one.next}`, tone), block: true, side: 1 }).range(line.to))
  }
  return Decoration.set(marks, true)
}

export interface Code {
  view: EditorView
  text(): string
  /** Put another text in, keeping the place where one reads. */
  replace(text: string): void
  tell(findings: Finding[]): void
  /** Put the cursor on a line and show it. */
  goTo(line: number): void
  close(): void
}

export interface Listens {
  changed: (text: string) => void
  /** The cursor went to a line by the person's hand. */
  at: (line: number) => void
  label: string
  save: () => void
  undo: () => void
  redo: () => void
}

export function open(parent: HTMLElement, text: string, hears: Listens): Code {
  const only = new Compartment()
  let silent = false
  const bound: KeyBinding[] = [
    { key: 'Mod-Enter', run: () => (hears.save(), true) },
    { key: 'Mod-s', run: () => (hears.save(), true), preventDefault: true },
    { key: 'Mod-z', run: () => (hears.undo(), true) },
    { key: 'Mod-y', run: () => (hears.redo(), true) },
    { key: 'Mod-Shift-z', run: () => (hears.redo(), true) },
    { key: 'Enter', run: newLine },
    // Tab leaves the editor, as everywhere else.
    ...foldKeymap,
  ]
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(), foldGutter({ openText: '⌄', closedText: '›' }), highlightActiveLine(), yaml(), indentUnit.of('  '),
        syntaxHighlighting(COLOURS), LOOK, told, only.of([]), keymap.of(bound),
        EditorView.contentAttributes.of({ 'aria-label': hears.label, tabindex: '0', spellcheck: 'false' }),
        EditorView.updateListener.of((update) => {
          if (silent) return
          if (update.docChanged) hears.changed(update.state.doc.toString())
          else if (update.selectionSet && update.view.hasFocus) hears.at(update.state.doc.lineAt(update.state.selection.main.head).number)
        }),
      ],
    }),
  })
  const quietly = (act: () => void) => {
    silent = true
    act()
    silent = false
  }
  return {
    view,
    text: () => view.state.doc.toString(),
    replace: (fresh) =>
      quietly(() => {
        const old = view.state.doc.toString()
        if (old === fresh) return
        view.dispatch({ changes: between(old, fresh) })
      }),
    tell: (findings) => quietly(() => view.dispatch({ effects: tell.of(findings) })),
    goTo: (line) =>
      quietly(() => {
        if (line < 1 || line > view.state.doc.lines) return
        const from = view.state.doc.line(line).from
        view.dispatch({ selection: { anchor: from }, effects: EditorView.scrollIntoView(from, { y: 'center' }) })
        settle(view, from, 10)
      }),
    close: () => view.destroy(),
  }
}

/** A new line as far in as the one it follows, and one step further behind a key that opens a block. */
function newLine(view: EditorView): boolean {
  const { state } = view
  const { from, to } = state.selection.main
  const before = state.doc.lineAt(from).text.slice(0, from - state.doc.lineAt(from).from)
  const margin = /^ */.exec(before)?.[0] ?? ''
  // Behind `- key:` the record goes on under its first key.
  const item = /^\s*- [\w.]+:/.test(before) ? '  ' : ''
  const deeper = /^\s*(- )?[\w.]+:\s*[|>]?$/.test(before) ? '  ' : ''
  const insert = `\n${margin}${item}${deeper}`
  view.dispatch({ changes: { from, to, insert }, selection: { anchor: from + insert.length }, scrollIntoView: true, userEvent: 'input' })
  return true
}

/** Lines far away are only guessed to be so high until they are drawn: scroll until the place is really there. */
function settle(view: EditorView, place: number, turns: number): void {
  setTimeout(() => {
    if (!view.dom.isConnected || view.state.selection.main.head !== place) return
    const { top, bottom } = view.lineBlockAt(place)
    const { scrollTop, clientHeight } = view.scrollDOM
    const seen = top >= scrollTop && bottom <= scrollTop + clientHeight
    if (!seen) view.scrollDOM.scrollTop = top - clientHeight / 3
    // Twice in its place: the guessing is over.
    if (turns > 0) settle(view, place, seen ? Math.min(turns - 1, 1) : turns - 1)
  }, 60)
}

/** The one stretch in which two texts differ. */
export function between(old: string, fresh: string): { from: number; to: number; insert: string } {
  let from = 0
  const most = Math.min(old.length, fresh.length)
  while (from < most && old[from] === fresh[from]) from += 1
  let end = 0
  while (end < most - from && old[old.length - 1 - end] === fresh[fresh.length - 1 - end]) end += 1
  return { from, to: old.length - end, insert: fresh.slice(from, fresh.length - end) }
}
