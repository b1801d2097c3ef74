import { expect, it } from 'vitest'
import { valueOrErased } from './erased'
import { words } from './words.svelte'

it('tells erased values apart without showing marks', () => {
  words.sentences = { 'value.erased': 'стёрто {mark}' }
  expect(['∅1a2b3c4d5e6f', '∅99ff00', '∅', '∅12cd34@okna.ru', 'Окна'].map(valueOrErased)).toEqual(['стёрто 1a2b', 'стёрто 99ff', 'стёрто', 'стёрто 12cd', 'Окна'])
})
