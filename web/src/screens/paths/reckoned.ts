/** What the screen reckons from answers: nothing here asks or draws. */

import type { Credit, Incidence } from './shapes'

/** The day by which such a share has moved on; null while so many never did. */
export function dayOf(incidence: Incidence[], share: number): number | null {
  return incidence.find((one) => one.advanced >= share - 1e-12)?.days ?? null
}

/** Who is still there, day by day, in no more than so many points. */
export function survival(incidence: Incidence[], most = 160): { x: number; y: number }[] {
  const last = incidence.at(-1)
  if (!last) return []
  const step = Math.max(1, Math.ceil(incidence.length / most))
  const found = [{ x: 0, y: 1 }]
  incidence.forEach((one, at) => {
    if (at % step === 0 || at === incidence.length - 1) found.push({ x: one.days, y: 1 - one.advanced })
  })
  return found
}

export interface Disputed {
  label: string
  low: { model: string; share: number }
  high: { model: string; share: number }
}

/** About what models agree least: whose share differs most between two of them. */
export function disputed(credits: Credit[]): Disputed | null {
  let worst: Disputed | null = null
  const by = new Map<string, { model: string; share: number }[]>()
  for (const one of credits) {
    const { label, model, share } = one
    if (one.other || one.untouched || label === null || share === null) continue
    by.set(label, [...(by.get(label) ?? []), { model, share }])
  }
  for (const [label, several] of by) {
    const sorted = [...several].sort((a, b) => a.share - b.share)
    const low = sorted[0]!
    const high = sorted.at(-1)!
    if (!worst || high.share - low.share > worst.high.share - worst.low.share) {
      worst = { label, low, high }
    }
  }
  return worst && worst.high.share > worst.low.share ? worst : null
}

/** The touches that lie in the middle half, and how many sales took fewer, more, or as advised. */
export function bandShare(touches: { under: number; within: number; over: number; n: number }): number | null {
  return touches.n ? touches.within / touches.n : null
}
