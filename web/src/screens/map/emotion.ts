/** The lane of emotions: a drawn face on each stage, on a smooth line that never goes beyond what was said. */

import { track } from '../../kit/charts/curve'

/** How high one step of the scale -2…+2 is drawn. */
export const UNIT = 24
export const FACE = 12.5

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
