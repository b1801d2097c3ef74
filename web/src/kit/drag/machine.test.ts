import { describe, expect, it } from 'vitest'
import { IDLE, next, type Event, type Layout, type Next, type State } from './machine'
import { lineAt, pull, spotAt, type ListBox } from './places'

const CARDS: Layout = {
  axis: 'y',
  lists: [
    { list: 'lead', items: ['form', 'call'] },
    { list: 'quote', items: ['offer'] },
    { list: 'sale', items: [] },
  ],
}
const HEADS: Layout = { axis: 'x', lists: [{ list: 'stages', items: ['a', 'b', 'c'] }] }

function play(layout: Layout, ...events: Event[]): Next & { heards: string[] } {
  let state: State = IDLE
  let last: Next = { state, heard: null, put: null }
  const heards: string[] = []
  for (const event of events) {
    last = next(state, event, layout)
    state = last.state
    if (last.heard) heards.push(last.heard)
  }
  return { ...last, heards }
}

const press: Event = { name: 'press', item: 'form', point: { x: 10, y: 10 }, slow: false }
const arrow = (way: 'left' | 'right' | 'up' | 'down'): Event => ({ name: 'arrow', way })

describe('by keys', () => {
  it('space lifts, arrows carry between lists and along them, space drops', () => {
    const end = play(CARDS, { name: 'lift', item: 'call' }, arrow('right'), arrow('up'), { name: 'drop' })
    expect(end.put).toEqual({ list: 'quote', index: 0 })
    expect(end.heards).toEqual(['lifted', 'moved', 'moved', 'dropped'])
  })

  it('an empty list takes a thing at its only place', () => {
    expect(play(CARDS, { name: 'lift', item: 'call' }, arrow('right'), arrow('right'), { name: 'drop' }).put).toEqual({ list: 'sale', index: 0 })
  })

  it('edges stop', () => {
    const end = play(CARDS, { name: 'lift', item: 'form' }, arrow('left'), arrow('up'), arrow('down'), arrow('down'), { name: 'drop' })
    expect(end.put).toEqual({ list: 'lead', index: 1 })
  })

  it('escape returns, and a drop at home moves nothing', () => {
    expect(play(CARDS, { name: 'lift', item: 'form' }, arrow('right'), { name: 'cancel' }).heards).toEqual(['lifted', 'moved', 'returned'])
    const home = play(CARDS, { name: 'lift', item: 'form' }, arrow('down'), arrow('up'), { name: 'drop' })
    expect(home.put).toBeNull()
    expect(home.state).toEqual(IDLE)
  })

  it('heads go along their row', () => {
    expect(play(HEADS, { name: 'lift', item: 'a' }, arrow('right'), arrow('right'), arrow('down'), { name: 'drop' }).put).toEqual({ list: 'stages', index: 2 })
  })

  it('what is not there is not lifted', () => {
    expect(play(CARDS, { name: 'lift', item: 'nobody' }).state).toEqual(IDLE)
  })
})

describe('by a pointer', () => {
  it('a short press is a click, a longer way is a drag', () => {
    const near: Event = { name: 'point', point: { x: 12, y: 11 }, spot: null }
    const far: Event = { name: 'point', point: { x: 14, y: 10 }, spot: null }
    expect(play(CARDS, press, near).state.name).toBe('pressed')
    expect(play(CARDS, press, near, { name: 'drop' }).heards).toEqual([])
    expect(play(CARDS, press, far).heards).toEqual(['lifted'])
  })

  it('goes where the pointer is and is put there', () => {
    const far: Event = { name: 'point', point: { x: 90, y: 10 }, spot: null }
    const over: Event = { name: 'point', point: { x: 90, y: 10 }, spot: { list: 'quote', index: 1 } }
    expect(play(CARDS, press, far, over, { name: 'drop' }).put).toEqual({ list: 'quote', index: 1 })
  })

  it('a finger lifts by holding and scrolls by going', () => {
    const finger: Event = { ...press, slow: true }
    const far: Event = { name: 'point', point: { x: 40, y: 10 }, spot: null }
    expect(play(CARDS, finger, { name: 'held' }).heards).toEqual(['lifted'])
    expect(play(CARDS, finger, far, { name: 'held' }).heards).toEqual([])
  })
})

describe('places', () => {
  const box = (left: number, top: number, right: number, bottom: number) => ({ left, top, right, bottom })
  const lists: ListBox[] = [
    { list: 'lead', box: box(0, 0, 100, 200), items: [{ item: 'form', box: box(5, 5, 95, 45) }, { item: 'call', box: box(5, 50, 95, 90) }] },
    { list: 'sale', box: box(100, 0, 200, 200), items: [] },
  ]

  it('are told by the middles of the other things', () => {
    expect(spotAt({ x: 50, y: 10 }, lists, 'y', 'call')).toEqual({ list: 'lead', index: 0 })
    expect(spotAt({ x: 50, y: 80 }, lists, 'y', 'form')).toEqual({ list: 'lead', index: 1 })
    expect(spotAt({ x: 150, y: 500 }, lists, 'y', 'form')).toEqual({ list: 'sale', index: 0 })
  })

  it('are shown by a line between things', () => {
    expect(lineAt({ list: 'lead', index: 1 }, lists, 'y', 'x')?.top).toBe(46)
    expect(lineAt({ list: 'sale', index: 0 }, lists, 'y', 'x')?.left).toBe(106)
  })

  it('near an edge the board is pulled, the nearer the faster', () => {
    expect(pull(500, 0, 1000)).toBe(0)
    expect(pull(10, 0, 1000)).toBeLessThan(pull(40, 0, 1000))
    expect(pull(999, 0, 1000)).toBeGreaterThan(0)
  })
})
