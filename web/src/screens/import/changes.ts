/** What an import changed on the map: stage by stage, before and after. */

import type { StageCounts } from './shapes'

export interface Change {
  id: string
  title: string
  entered: [number, number]
  present: [number, number]
  lost: [number, number]
}

export function changesOf(before: Record<string, StageCounts>, after: Record<string, StageCounts>): Change[] {
  return Object.entries(after).map(([id, now]) => {
    const was = before[id]
    return {
      id,
      title: now.title,
      entered: [was?.entered ?? 0, now.entered],
      present: [was?.present ?? 0, now.present],
      lost: [was?.lost ?? 0, now.lost],
    }
  })
}

/** Whether anything is another number now. */
export function moved(changes: Change[]): boolean {
  return changes.some((one) => [one.entered, one.present, one.lost].some(([was, now]) => was !== now))
}
