import { beforeEach, expect, it, vi } from 'vitest'

// A page of its own for each: what has come stays.
let kit: typeof import('./words.svelte')
beforeEach(async () => {
  vi.resetModules()
  vi.stubGlobal('document', { documentElement: {}, cookie: '' })
  kit = await import('./words.svelte')
})

it('says the frame and the map at once, everything else when it is wanted', async () => {
  await kit.words.speak('ru')
  expect(kit.t('screen.funnel')).toBe('Воронка')
  expect(kit.sentence('people.whole')).toBeUndefined()
  await kit.words.all()
  expect(kit.t('people.whole')).toBe('Вся карта')
})

it('says all of it in another language, once all of it was wanted', async () => {
  await kit.words.speak('ru')
  await kit.words.all()
  await kit.words.speak('en')
  expect([kit.t('screen.funnel'), kit.t('people.whole')]).toEqual(['Funnel', 'The whole map'])
})

it('shows no keys to whoever changes the language while words are on their way', async () => {
  await kit.words.speak('ru')
  const wanted = kit.words.all()
  const changed = kit.words.speak('en')
  await wanted
  expect(kit.sentence('people.whole')).toBeDefined()
  await changed
  expect([kit.t('screen.funnel'), kit.t('people.whole')]).toEqual(['Funnel', 'The whole map'])
})

it('stays in its language where the words of another do not come', async () => {
  await kit.words.speak('ru')
  vi.doMock('../../../src/tropa/words/en.json?first', () => { throw new Error('no line') })
  await expect(kit.words.speak('en')).rejects.toThrow()
  await kit.words.all()
  expect([kit.t('screen.funnel'), kit.t('people.whole')]).toEqual(['Воронка', 'Вся карта'])
  vi.doUnmock('../../../src/tropa/words/en.json?first')
})
