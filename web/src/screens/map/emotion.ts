/**
 * The curve of emotions: one smooth line over all stages, with a drawn face on each.
 *
 * A monotone cubic (Fritsch and Carlson): it passes through every face and never rises or falls beyond
 * them, so a feeling is never drawn stronger than it was said.
 */

import { track } from './band'

/** How high one step of the scale -2…+2 is drawn. */
export const UNIT = 24
export const FACE = 12.5

export type Point = readonly [x: number, y: number]

/** Slopes of a curve through the points that keeps to their ups and downs. */
export function slopes(points: readonly Point[]): number[] {
  const found = points.map(() => 0)
  const steps: number[] = []
  for (let i = 0; i + 1 < points.length; i++) steps.push((points[i + 1]![1] - points[i]![1]) / (points[i + 1]![0] - points[i]![0]))
  for (let i = 1; i < steps.length; i++) if (steps[i - 1]! * steps[i]! > 0) found[i] = (steps[i - 1]! + steps[i]!) / 2
  steps.forEach((step, i) => {
    if (step === 0) {
      found[i] = found[i + 1] = 0
      return
    }
    const length = Math.hypot(found[i]! / step, found[i + 1]! / step)
    if (length > 3) {
      found[i] = (3 * found[i]!) / length
      found[i + 1] = (3 * found[i + 1]!) / length
    }
  })
  return found
}

export function smooth(points: readonly Point[]): string {
  if (!points.length) return ''
  const slope = slopes(points)
  const steps: (string | number)[] = ['M', ...points[0]!]
  for (let i = 0; i + 1 < points.length; i++) {
    const [x0, y0] = points[i]!
    const [x1, y1] = points[i + 1]!
    const third = (x1 - x0) / 3
    steps.push('C', x0 + third, y0 + slope[i]! * third, x1 - third, y1 - slope[i + 1]! * third, x1, y1)
  }
  return track(...steps)
}

/** Words stand on the outer side of the bend, where the line does not go. */
export function isAbove(values: readonly number[], at: number): boolean {
  const value = values[at]!
  const near = [values[at - 1], values[at + 1]].filter((one) => one !== undefined)
  const level = near.length ? near.reduce((sum, one) => sum + one, 0) / near.length : value
  return value === level ? value >= 0 : value > level
}

export function mood(value: number): 'gain' | 'warn' | 'loss' {
  return value > 0.5 ? 'gain' : value < -0.5 ? 'loss' : 'warn'
}

/** A mouth bends with the feeling. */
export function mouthPath(value: number): string {
  const bend = value / 2
  return track('M', -4.2, 4 - bend * 1.3, 'Q', 0, 4 + bend * 4.6, 4.2, 4 - bend * 1.3)
}
