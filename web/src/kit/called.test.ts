import { expect, it } from 'vitest'
import { shownName } from './called'
import { words } from './words.svelte'

it('calls people as they are called, and nobody by a number of some system', () => {
  words.sentences = { 'person.nameless': 'Без имени · №{n}' }
  const known = { person: 7, called: 'Анна Белова', name: 'u739864-40' }
  expect(shownName(known)).toBe('Анна Белова')
  expect(shownName({ ...known, called: '' })).toBe('Без имени · №7')
})
