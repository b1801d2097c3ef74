import { expect, it } from 'vitest'
import { changesOf, moved } from './changes'

const stage = (entered: number, present: number, lost = 0) => ({ title: 'Заявка', entered, present, won: 0, lost })

it('tells each stage before and after, a new stage from nought', () => {
  const found = changesOf({ lead: stage(10, 4) }, { lead: stage(15, 6, 2), sale: stage(1, 1) })
  expect(found[0]).toMatchObject({ id: 'lead', entered: [10, 15], present: [4, 6], lost: [0, 2] })
  expect(found[1]).toMatchObject({ entered: [0, 1] })
  expect(moved(found)).toBe(true)
})

it('says when nothing moved', () => {
  expect(moved(changesOf({ lead: stage(3, 3) }, { lead: stage(3, 3) }))).toBe(false)
})
