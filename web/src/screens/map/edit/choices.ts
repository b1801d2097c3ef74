/** What the menu of a thing offers: the same as dragging and keys, said in words. */

import { t } from '../../../kit/words.svelte'
import { selection } from '../selection.svelte'
import { putCard, putLine, removeAt, shiftStage, stageTitle } from './doings'
import { draft } from '../../../map/draft.svelte'
import type { Hands } from './hands.svelte'
import type { Choice } from './choice'
import { at, type Path } from '../../../map/path'

export function choicesOf(path: Path, hands: Hands, root: HTMLElement): Choice[] {
  const found: Choice[] = [
    { text: t('edit.menu.open'), run: () => selection.select(path) },
    { text: t('edit.menu.rename'), hint: 'F2', run: () => hands.write(path.length === 2 ? [...path, 'title'] : path) },
  ]
  if (path[0] === 'touchpoints') found.push(...cardWays(String(path[1]), root))
  else if (path.length === 2 && path[0] === 'stages') found.push(...stageWays(String(path[1]), hands, root))
  else if (path[0] === 'stages') found.push(...lineWays(path, root))
  found.push({ text: t('edit.menu.remove'), hint: 'Delete', bad: true, run: () => removeAt(path, root) })
  return found
}

function cardWays(name: string, root: HTMLElement): Choice[] {
  const document = draft.document
  if (!document) return []
  const own = (document.touchpoints ?? []).find((one) => one.touchpoint === name)?.stage ?? null
  const beside = (document.touchpoints ?? []).filter((one) => (one.stage ?? null) === own)
  const place = beside.findIndex((one) => one.touchpoint === name)
  const stages = (document.stages ?? []).map((one) => String(one.stage)).filter((one) => one !== own)
  const there: Choice[] = stages.map((one) => ({ text: stageTitle(one), run: () => putCard(name, one, Infinity, root) }))
  if (own !== null) there.push({ text: stageTitle(null), run: () => putCard(name, null, Infinity, root) })
  return [
    { text: t('edit.menu.move_to'), more: there },
    { text: t('edit.menu.up'), off: place <= 0, run: () => putCard(name, own as string | null, place - 1, root) },
    { text: t('edit.menu.down'), off: place >= beside.length - 1, run: () => putCard(name, own as string | null, place + 1, root) },
  ]
}

function stageWays(name: string, hands: Hands, root: HTMLElement): Choice[] {
  const stages = draft.document?.stages ?? []
  const place = stages.findIndex((one) => one.stage === name)
  const next = stages[place + 1]?.stage
  const head = () => root.querySelector<HTMLElement>(`[data-kind="stage"][data-stage="${CSS.escape(name)}"]`)
  return [
    { text: t('edit.menu.left'), hint: 'Alt ←', off: place <= 0, run: () => shiftStage(name, -1, root) },
    { text: t('edit.menu.right'), hint: 'Alt →', off: place >= stages.length - 1, run: () => shiftStage(name, 1, root) },
    { text: t('edit.menu.stage_behind'), run: () => hands.addStage(next === undefined ? null : String(next), head()) },
  ]
}

function lineWays(path: Path, root: HTMLElement): Choice[] {
  const document = draft.document
  if (!document || path.length !== 4) return []
  const stages = (document.stages ?? []).map((one) => String(one.stage)).filter((one) => one !== path[1])
  const size = (stage: string) => {
    const list = at(document, ['stages', stage, String(path[2])])
    return Array.isArray(list) ? list.length : 0
  }
  return [{ text: t('edit.menu.move_to'), more: stages.map((one) => ({ text: stageTitle(one), run: () => putLine(path, one, size(one), root) })) }]
}
