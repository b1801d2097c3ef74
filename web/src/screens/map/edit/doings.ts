/** What a person does to the map, done to the draft and told. */

import { tick } from 'svelte'
import { t } from '../../../kit/words.svelte'
import { voice } from '../../../kit/toasts.svelte'
import { selection } from '../selection.svelte'
import { focusPath } from '../walk'
import { draft } from '../../../map/draft.svelte'
import { cardMoved, lineMoved, removed, stageMoved } from '../../../map/edits'
import { titleOf, under, type Path } from '../../../map/path'

/** Bring the keyboard back to a thing after its node was made anew. */
export async function focusAgain(root: HTMLElement | undefined, path: Path): Promise<void> {
  await tick()
  requestAnimationFrame(() => root && focusPath(root, path))
}

export function removeAt(path: Path, root?: HTMLElement): void {
  if (!draft.document) return
  const title = titleOf(draft.document, path)
  const left = path.length === 2 && path[0] === 'stages' ? draft.document.touchpoints?.some((one) => one.stage === path[1]) : false
  if (selection.path && under(selection.path, path)) selection.select(null)
  draft.do(removed(draft.document, path), t(left ? 'edit.stage_removed' : 'edit.removed', { title }))
  void tick().then(() => root?.querySelector<HTMLElement>('[data-stop][tabindex="0"]')?.focus())
}

export function putCard(name: string, stage: string | null, index: number, root?: HTMLElement): void {
  if (!draft.document) return
  const path: Path = ['touchpoints', name]
  draft.do(cardMoved(draft.document, name, stage, index), t('edit.moved', { title: titleOf(draft.document, path), to: stageTitle(stage) }))
  void focusAgain(root, path)
}

export function putStage(name: string, index: number, root?: HTMLElement): void {
  if (!draft.document) return
  const operations = stageMoved(draft.document, name, index)
  const path: Path = ['stages', name]
  if (operations.length) draft.do(operations, t('edit.stage_moved', { title: titleOf(draft.document, path), place: index + 1 }))
  void focusAgain(root, path)
}

/** A stage one place to the left or right, by keys or the menu. */
export function shiftStage(name: string, by: -1 | 1, root?: HTMLElement): void {
  const stages = draft.document?.stages ?? []
  const now = stages.findIndex((one) => one.stage === name)
  const to = now + by
  if (now < 0 || to < 0 || to >= stages.length) return voice.say(t('edit.edge'))
  putStage(name, to, root)
  voice.say(t('drag.moved', { title: stageTitle(name), list: t('edit.stages'), place: to + 1, of: stages.length }))
}

export function putLine(path: Path, stage: string, index: number, root?: HTMLElement): void {
  if (!draft.document) return
  const change = lineMoved(draft.document, path, stage, index)
  draft.do(change.operations, t('edit.moved', { title: titleOf(draft.document, path), to: stageTitle(stage) }))
  void focusAgain(root, change.path)
}

/** What people call a stage; null is outside of all. */
export function stageTitle(stage: string | null): string {
  if (stage === null) return t('edit.elsewhere')
  return draft.document ? titleOf(draft.document, ['stages', stage]) : stage
}
