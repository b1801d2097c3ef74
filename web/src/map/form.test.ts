import { expect, it } from 'vitest'
import { namesOf, typed } from './form'

it('what is typed becomes what the document keeps', () => {
  expect(typed('number', '1 200,5')).toBe(1200.5)
  expect(typed('number', 'много')).toBe('много')
  expect(typed('number', '−2')).toBe(-2)
  expect(typed('flag', 'false')).toBe(false)
  expect(typed('length', ' 14d ')).toBe('14d')
  expect(typed('text', '  ')).toBeNull()
})

it('references are chosen by what people call them', () => {
  const map = { map: 'm', stages: [{ stage: 'lead', title: 'Заявка' }], owners: { seller: { title: 'Продавец' } } }
  expect(namesOf(map, ['stage', 'owner'])).toEqual([{ value: 'lead', title: 'Заявка' }, { value: 'seller', title: 'Продавец' }])
})
