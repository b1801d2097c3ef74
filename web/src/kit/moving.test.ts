import { expect, it } from 'vitest'
import { isWhole, moveBody, noMove } from './moving'

const offered = { stages: [{ id: 'quote', title: 'Quote' }], asks: { quote: ['reason', 'amount', 'doctor'] }, field_titles: { amount: 'Amount' } }

it('is whole with a stage, a reason and all the stage asks', () => {
  const move = { ...noMove('quote'), reason: ' agreed ' }
  expect(isWhole(move, offered)).toBe(false)
  expect(isWhole({ ...move, fields: { amount: '5', doctor: 'House' } }, offered)).toBe(true)
  expect(isWhole({ ...move, stage: 'other' }, offered)).toBe(true)
  expect(isWhole({ ...move, stage: 'other', reason: ' ' }, offered)).toBe(false)
  expect(isWhole({ ...move, stage: '' }, offered)).toBe(false)
})

it('goes to the server with each thing at its place, and nothing another stage asked', () => {
  const move = { stage: 'quote', reason: ' agreed ', fields: { amount: '5', doctor: ' House ', other: 'x' } }
  expect(moveBody(move, offered)).toEqual({ stage: 'quote', reason: 'agreed', amount: '5', fields: { doctor: 'House' } })
  expect(moveBody({ ...move, stage: 'other' }, offered)).toEqual({ stage: 'other', reason: 'agreed' })
})
