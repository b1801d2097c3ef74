import { describe, expect, it } from 'vitest'
import { apply, Unfit } from './apply'
import { newName } from './names'
import { at, pathOf } from './path'
import type { MapDocument } from './shapes'

const MAP: MapDocument = {
  map: 'm',
  title: 'Окна',
  stages: [
    { stage: 'lead', title: 'Заявка', buyer: ['Звонит', 'Ждёт'] },
    { stage: 'quote', title: 'КП' },
  ],
  touchpoints: [
    { touchpoint: 'form', title: 'Форма', stage: 'lead', channel: ['site'] },
    { touchpoint: 'call', title: 'Звонок', stage: 'lead' },
    { touchpoint: 'offer', title: 'Смета', stage: 'quote' },
  ],
  goals: { more: { title: 'Больше' } },
}

const names = (map: MapDocument) => map.touchpoints?.map((one) => one.touchpoint)
const stageOf = (map: MapDocument, name: string) => map.touchpoints?.find((one) => one.touchpoint === name)?.stage

describe('operations', () => {
  it('set writes a value and makes what is above it', () => {
    const map = apply(MAP, [
      { op: 'set', path: ['stages', 'lead', 'buyer', 1], value: 'Пишет' },
      { op: 'set', path: ['touchpoints', 'form', 'sale', 'when'], value: 'did form' },
    ])
    expect(at(map, ['stages', 'lead', 'buyer'])).toEqual(['Звонит', 'Пишет'])
    expect(at(map, ['touchpoints', 'form', 'sale'])).toEqual({ when: 'did form' })
    expect(at(MAP, ['stages', 'lead', 'buyer', 1])).toBe('Ждёт')
  })

  it('remove takes away keys, members and elements', () => {
    const map = apply(MAP, [
      { op: 'remove', path: ['stages', 'lead', 'buyer', 0] },
      { op: 'remove', path: ['touchpoints', 'call'] },
      { op: 'remove', path: ['goals', 'more'] },
    ])
    expect(at(map, ['stages', 'lead', 'buyer'])).toEqual(['Ждёт'])
    expect(names(map)).toEqual(['form', 'offer'])
    expect(map.goals).toEqual({})
  })

  it('a touchpoint without a place goes behind the last of its stage', () => {
    const map = apply(MAP, [{ op: 'add', path: ['touchpoints'], name: 'chat', value: { title: 'Чат', stage: 'lead' } }])
    expect(names(map)).toEqual(['form', 'call', 'chat', 'offer'])
  })

  it('lists of texts are made when the first text comes', () => {
    const map = apply(MAP, [{ op: 'add', path: ['stages', 'quote', 'seller'], value: 'Считает' }])
    expect(at(map, ['stages', 'quote', 'seller'])).toEqual(['Считает'])
  })

  it('move carries a card into another stage, before and after a card', () => {
    const before = apply(MAP, [{ op: 'move', path: ['touchpoints', 'form'], stage: 'quote', before: 'offer' }])
    expect(names(before)).toEqual(['call', 'form', 'offer'])
    expect(stageOf(before, 'form')).toBe('quote')
    const behind = apply(MAP, [{ op: 'move', path: ['touchpoints', 'offer'], stage: 'lead', after: 'form' }])
    expect(names(behind)).toEqual(['form', 'offer', 'call'])
    const away = apply(MAP, [{ op: 'move', path: ['touchpoints', 'form'], stage: null }])
    expect(stageOf(away, 'form')).toBeUndefined()
  })

  it('move orders stages and lines', () => {
    expect(apply(MAP, [{ op: 'move', path: ['stages', 'quote'], before: 'lead' }]).stages?.[0]?.stage).toBe('quote')
    const lines = apply(MAP, [{ op: 'move', path: ['stages', 'lead', 'buyer', 1], at: 0 }])
    expect(at(lines, ['stages', 'lead', 'buyer'])).toEqual(['Ждёт', 'Звонит'])
  })

  it('rename changes the name and where touchpoints stand', () => {
    const map = apply(MAP, [{ op: 'rename', path: ['stages', 'lead'], name: 'enquiry' }])
    expect(map.stages?.[0]?.stage).toBe('enquiry')
    expect(stageOf(map, 'form')).toBe('enquiry')
  })

  it('what is not there is told', () => {
    expect(() => apply(MAP, [{ op: 'remove', path: ['stages', 'no'] }])).toThrow(Unfit)
    expect(() => apply(MAP, [{ op: 'move', path: ['touchpoints', 'form'], before: 'no' }])).toThrow(Unfit)
  })
})

it('names are made from titles and never clash', () => {
  expect(newName(MAP, 'Обратный звонок', 'stage')).toBe('obratnyy_zvonok')
  expect(newName(MAP, 'More', 'stage')).toBe('more_2')
  expect(newName(MAP, '24 часа', 'stage')).toBe('chasa')
  expect(newName(MAP, '→', 'stage')).toBe('stage')
})

it('a path that is none is none', () => {
  expect(pathOf('["a",1]')).toEqual(['a', 1])
  expect(pathOf('{"a":1}')).toBeNull()
  expect(pathOf('nonsense')).toBeNull()
})
