import { expect, it } from 'vitest'
import { Picked } from './picked.svelte'

const ORDER = ['a', 'b', 'c', 'd', 'e']
const plain = { shiftKey: false }
const shift = { shiftKey: true }

it('chooses one by one, and lets go by the same press', () => {
  const picked = new Picked()
  picked.press('a', ORDER, plain)
  picked.press('c', ORDER, plain)
  picked.press('a', ORDER, plain)
  expect([...picked.keys]).toEqual(['c'])
})

it('chooses a row from the last one, up as well as down', () => {
  const picked = new Picked()
  picked.press('d', ORDER, plain)
  picked.press('b', ORDER, shift)
  expect([...picked.keys].sort()).toEqual(['b', 'c', 'd'])
})

it('begins a row where nothing was chosen before', () => {
  const picked = new Picked()
  picked.press('b', ORDER, shift)
  expect([...picked.keys]).toEqual(['b'])
})

it('takes all, and with all chosen none', () => {
  const picked = new Picked()
  picked.all(ORDER)
  expect(picked.size).toBe(5)
  picked.all(ORDER)
  expect(picked.size).toBe(0)
})

it('means nobody who is not seen any more', () => {
  const picked = new Picked()
  picked.all(ORDER)
  picked.only(['a', 'x'])
  expect([...picked.keys]).toEqual(['a'])
})
