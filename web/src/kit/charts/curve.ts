/**
 * Lines as SVG draws them, and one smooth line through points.
 *
 * A monotone cubic (Fritsch and Carlson): it passes through every point and never rises or falls beyond
 * them, so nothing is ever drawn stronger than it was said.
 */

/** SVG path data of words and numbers; numbers keep two digits. */
export function track(...steps: (string | number)[]): string {
  return steps.map((one) => (typeof one === 'number' ? String(Math.round(one * 100) / 100) : one)).join(' ')
}

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
