import { expect, it } from 'vitest'
import { titled } from './titled'

it('calls names by their titles, in the order of the reader’s alphabet', () => {
  const titles = { windows: 'Сколько окон', city: 'Город' }
  expect(titled(['windows', 'mood', 'city'], titles, 'ru')).toEqual([
    { id: 'city', title: 'Город' }, { id: 'windows', title: 'Сколько окон' }, { id: 'mood', title: 'mood' },
  ])
})

it('tells names of one title apart', () => {
  const found = titled(['source', 'utm_source', 'city'], { source: 'Источник', utm_source: 'Источник', city: 'Город' }, 'ru')
  expect(found.map((one) => one.title)).toEqual(['Город', 'Источник (source)', 'Источник (utm_source)'])
})

it('offers a name once', () => {
  expect(titled(['city', 'city'], {}, 'en')).toHaveLength(1)
})
