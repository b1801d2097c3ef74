import { describe, expect, it } from 'vitest'
import { arcsHeight, backArcs, climb, returnedFrom } from './arcs'
import { bandHeight, bands, enteredAt, falls, HIGHEST, streamPath, stubPath } from './band'
import { isAbove } from './emotion'
import type { FlowNumbers } from './shapes'

function flow(entered: number | null, advanced = 0, open = 0, lost = 0, disqualified = 0): FlowNumbers {
  return { entered, advanced, open, lost, disqualified, dormant: 0, started: null }
}

const OKNA = [flow(12_840, 4_110, 1_932, 6_798), flow(4_110, 1_490, 684, 1_936), flow(1_490, 930, 148, 400, 12), flow(930, 0, 930)]

describe('the band', () => {
  it('stands as high as the root of its people', () => {
    expect(bandHeight(400, 400)).toBe(HIGHEST)
    expect(bandHeight(100, 400)).toBe(HIGHEST / 2)
    expect(bandHeight(0, 400)).toBe(0)
    expect(bandHeight(null, 400)).toBe(0)
    expect(bandHeight(1, 10_000_000)).toBeGreaterThan(1)
  })

  it('splits into parts that add up to it', () => {
    for (const band of bands(OKNA, 240, 20)) {
      expect(band.moved + band.open + band.lost + band.aside).toBeCloseTo(band.height, 6)
      expect(band.split).toBeCloseTo(band.x + 0.56 * 240, 6)
    }
  })

  it('leaves a stage in the height in which it comes to the next one', () => {
    const found = bands(OKNA, 240, 20)
    for (let at = 1; at < found.length; at++) expect(found[at]!.before).toBe(found[at - 1]!.moved)
    expect(found[1]!.before).toBeCloseTo(found[1]!.height, 6)
  })

  it('is a ghost where nothing was counted, and does not join a known one', () => {
    const [ghost, known] = bands([flow(null), flow(100, 50, 50)], 240, 20)
    expect([ghost!.known, known!.known]).toEqual([false, true])
    expect(known!.before).toBe(known!.height)
    expect(stubPath(ghost!)).toBe('')
    expect(falls(ghost!, flow(null), 170)).toEqual([])
  })

  it('has only numbers in its paths', () => {
    const odd = [flow(0), flow(5, 9), flow(3, 0, 0, 3), flow(7, 0, 7)]
    for (const [at, band] of bands([...OKNA, ...odd], 228, 20).entries()) {
      const all = streamPath(band) + stubPath(band) + falls(band, [...OKNA, ...odd][at]!, 168).map((one) => one.path).join('')
      expect(all).not.toMatch(/NaN|undefined|Infinity/)
    }
  })

  it('writes who entered on the blue where there is room, else under it', () => {
    const [first, second, third] = bands(OKNA, 240, 20)
    expect(enteredAt(first!, null, 0, 60)).toMatchObject({ on: true, captioned: true, x: 12 })
    expect(enteredAt(second!, first!, 50, 50).on).toBe(true)
    expect(enteredAt(third!, second!, 31, 50)).toMatchObject({ on: false })
  })
})

describe('ways back', () => {
  const places = new Map(['a', 'b', 'c', 'd'].map((name, at) => [name, at]))

  it('are arcs from a later stage to an earlier one; others are none', () => {
    const moves = [
      { start: 'c', end: 'b', people: 4 },
      { start: 'a', end: 'b', people: 9 },
      { start: 'd', end: 'd', people: 9 },
      { start: 'd', end: 'gone', people: 9 },
      { start: 'b', end: 'a', people: 0 },
    ]
    expect(backArcs(moves, places, 200).map((one) => one.move.start)).toEqual(['c'])
  })

  it('stand above those they reach over', () => {
    const arcs = backArcs([{ start: 'd', end: 'a', people: 1 }, { start: 'c', end: 'b', people: 5 }], places, 200)
    expect(arcs.map((one) => [one.move.start, one.level])).toEqual([['c', 0], ['d', 1]])
    expect(arcsHeight(arcs)).toBeGreaterThan(arcsHeight(arcs.slice(0, 1)))
    expect(arcsHeight([])).toBe(0)
  })

  it('climb from a loss to the stage people returned to, the largest group first', () => {
    const [one, two] = bands(OKNA, 240, 20)
    expect(climb(one!, two!, one!.split + 40, 168, 60).path).toMatch(/^M [\d.]+ 134 C/)
    const back = [{ lost_at: 'a', to: 'a', people: 1, by: '' }, { lost_at: 'a', to: 'b', people: 7, by: '' }, { lost_at: 'b', to: 'b', people: 3, by: '' }]
    expect(returnedFrom(back, 'a').map((one) => one.people)).toEqual([7, 1])
  })
})

describe('the words of a feeling', () => {
  it('stand on the outer side of a bend', () => {
    expect([isAbove([-1, 1, -1], 1), isAbove([1, -1, 1], 1), isAbove([0], 0), isAbove([-1], 0)]).toEqual([true, false, true, false])
  })
})
