import { expect, it } from 'vitest'
import { apply } from './apply'
import { added, cardMoved, lineMoved, removed, stageAdded, stageMoved, written } from './edits'
import { at } from './path'
import type { MapDocument } from './shapes'

const MAP: MapDocument = {
  map: 'm',
  stages: [
    { stage: 'a', title: 'А', zone: 'z', buyer: ['один', 'два'] },
    { stage: 'b', title: 'Б', zone: 'z' },
  ],
  touchpoints: [
    { touchpoint: 'x', stage: 'a' },
    { touchpoint: 'y', stage: 'a' },
    { touchpoint: 'w', stage: 'b' },
  ],
}
const cards = (map: MapDocument, stage: string) => map.touchpoints?.filter((one) => one.stage === stage).map((one) => one.touchpoint)

it('a text in place is set, taken away when emptied, left alone when the same', () => {
  expect(written(MAP, ['stages', 'a', 'title'], ' А ')).toEqual([])
  expect(written(MAP, ['stages', 'a', 'title'], '')).toEqual([])
  expect(written(MAP, ['stages', 'a', 'buyer', 1], '')).toEqual([{ op: 'remove', path: ['stages', 'a', 'buyer', 1] }])
  expect(written(MAP, ['stages', 'b', 'feels'], 'Тревожно')[0]?.op).toBe('set')
})

it('something new stands at the end of its cell', () => {
  const card = added(MAP, 'touchpoints', 'a', 'Чат')!
  expect(cards(apply(MAP, card.operations), 'a')).toEqual(['x', 'y', 'chat'])
  const line = added(MAP, 'actions', 'a', 'три')!
  expect(at(apply(MAP, line.operations), line.path)).toBe('три')
  expect(added(MAP, 'actions', 'a', '  ')).toBeNull()
})

it('a new stage takes the zone of its neighbour', () => {
  const stage = stageAdded(MAP, 'b', 'Между')!
  expect(apply(MAP, stage.operations).stages?.map((one) => one.title)).toEqual(['А', 'Между', 'Б'])
  expect(at(apply(MAP, stage.operations), [...stage.path, 'zone'])).toBe('z')
})

it('a stage taken away leaves its cards outside', () => {
  const map = apply(MAP, removed(MAP, ['stages', 'a']))
  expect(map.stages).toHaveLength(1)
  expect(map.touchpoints?.filter((one) => one.stage === undefined)).toHaveLength(2)
})

it('a card is put where it was shown to land', () => {
  for (const [name, stage, index, order] of [
    ['x', 'a', 1, ['y', 'x']],
    ['w', 'a', 0, ['w', 'x', 'y']],
    ['w', 'a', 1, ['x', 'w', 'y']],
    ['w', 'a', 2, ['x', 'y', 'w']],
  ] as const) {
    expect(cards(apply(MAP, cardMoved(MAP, name, stage, index)), stage)).toEqual(order)
  }
})

it('stages and lines are put where they were shown to land', () => {
  expect(apply(MAP, stageMoved(MAP, 'a', 1)).stages?.map((one) => one.stage)).toEqual(['b', 'a'])
  expect(apply(MAP, stageMoved(MAP, 'b', 0)).stages?.map((one) => one.stage)).toEqual(['b', 'a'])
  const far = lineMoved(MAP, ['stages', 'a', 'buyer', 0], 'b', 0)
  expect(at(apply(MAP, far.operations), ['stages', 'b', 'buyer'])).toEqual(['один'])
  const near = lineMoved(MAP, ['stages', 'a', 'buyer', 0], 'a', 1)
  expect(at(apply(MAP, near.operations), ['stages', 'a', 'buyer'])).toEqual(['два', 'один'])
})
