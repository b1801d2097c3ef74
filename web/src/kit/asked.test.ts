import { expect, it } from 'vitest'
import { askedOf, filledIn } from './asked'

const offered = { asks: { quote: ['reason', 'amount', 'doctor'] }, field_titles: { amount: 'Amount', reason: 'Reason' } }

it('asks in the words of the reader, and in the map’s own where there are none', () => {
  expect(askedOf(offered, 'quote', ['reason'])).toEqual([{ name: 'amount', title: 'Amount' }, { name: 'doctor', title: 'doctor' }])
})

it('asks nothing a form has anyway, nor anything of another stage', () => {
  expect(askedOf(offered, 'quote', ['reason', 'amount'])).toEqual([{ name: 'doctor', title: 'doctor' }])
  expect(askedOf(offered, 'other', [])).toEqual([])
  expect(askedOf(null, 'quote', [])).toEqual([])
})

it('tells what was filled in of what is asked, and nothing else', () => {
  const asked = askedOf(offered, 'quote', ['reason'])
  expect(filledIn(asked, { amount: ' 5 ', doctor: ' ', other: 'x' })).toEqual({ amount: '5' })
})
