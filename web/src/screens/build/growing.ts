/** The growing map: its columns, the zones over them, the line of feelings. */

import { smooth, type Point } from '../../kit/charts/curve'
import type { Element, MapDocument } from '../../map/shapes'
import { pointsOf } from './progress'

export interface Column {
  name: string
  title: string
  at: number
  emotion: number | null
  points: Element[]
  /** The zone that begins here; empty where the one before goes on. */
  zone: string
  spans: number
}

export function columnsOf(document: MapDocument): Column[] {
  const stages = document.stages ?? []
  const zones = new Map((document.zones ?? []).map((one) => [one.zone, String(one.title ?? one.zone)]))
  return stages.map((stage, at) => {
    const begins = stage.zone !== undefined && stage.zone !== stages[at - 1]?.zone
    let spans = 1
    while (begins && stages[at + spans]?.zone === stage.zone) spans += 1
    const emotion = Number(stage.emotion)
    return {
      name: String(stage.stage),
      title: String(stage.title ?? stage.stage),
      at,
      emotion: stage.emotion === undefined || !Number.isFinite(emotion) ? null : emotion,
      points: pointsOf(document).filter((one) => one.stage === stage.stage),
      zone: begins ? (zones.get(stage.zone) ?? String(stage.zone)) : '',
      spans,
    }
  })
}

/** The line through the feelings that are told; empty where fewer than two are. */
export function curve(emotions: (number | null)[], wide: number, high: number): string {
  const points = emotions.flatMap((one, at): Point[] => (one === null ? [] : [[(at + 0.5) * wide, high / 2 - one * (high / 5)]]))
  return points.length > 1 ? smooth(points) : ''
}
