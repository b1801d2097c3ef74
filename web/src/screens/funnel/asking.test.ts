import { expect, test } from 'vitest'
import { questionOf, smallQuestion, splitOf, splitRows } from './asking'
import type { FunnelStep, OfFunnel } from './shapes'

const own: OfFunnel = {
  title: '', timezone: 'UTC', unit: 'deal', currency: 'RUB', reasons: {}, fields: [], traits: [], field_titles: {}, trait_titles: {},
  segments: [{ id: 'flat', title: 'Квартира' }],
  stages: [
    { id: 'ads', title: 'Реклама', counted: true, hidden: false, plan: null },
    { id: 'lead', title: 'Заявка', counted: false, hidden: false, plan: null },
    { id: 'odd', title: 'Скрытый', counted: false, hidden: true, plan: null },
    { id: 'sale', title: 'Продажа', counted: false, hidden: false, plan: null },
  ],
  points: [{ id: 'call', title: 'Звонок', stage: 'lead', sale: null, within: '1h', steps: [
    { title: 'Увидел', asks: { event: 'seen', where: 'network == "search"' } },
    { title: 'Позвонил', asks: { touchpoint: 'call' } },
  ] }],
}
const steps: FunnelStep[] = []

test('an address says what to split by, and nothing else gets through', () => {
  expect(splitOf('segment')).toEqual({ rule: 'segment' })
  expect(splitOf('field:device')).toEqual({ field: 'device' })
  expect(splitOf('trait:object')).toEqual({ field: 'object', rule: 'trait' })
  for (const odd of [null, '', 'field:', 'field:a b', 'x:y', 'field:1a', 'field:"; drop']) expect(splitOf(odd)).toBeNull()
})

test('the question has the stages people stand on, in order, for whom the map counts', () => {
  const asked = questionOf(own, 'm', { field: 'device' }, { from: '2026-01-01', edition: '2' })
  expect(asked).toMatchObject({ map: 'm', per: 'deal', from: '2026-01-01', by: { field: 'device' } })
  expect((asked['steps'] as { stage: string }[]).map((one) => one.stage)).toEqual(['lead', 'sale'])
  expect(asked).not.toHaveProperty('edition')
})

test('a small funnel asks its steps as the map wrote them, within its own time', () => {
  expect(smallQuestion(own.points[0]!, own, 'm', {})).toMatchObject({
    within: '1h',
    steps: [{ event: 'seen', where: 'network == "search"', name: 'Увидел' }, { touchpoint: 'call', name: 'Позвонил' }],
  })
})

test('everybody stands first, those without a value and the rest last', () => {
  const groups = [
    { value: null, other: false, steps },
    { value: null, other: true, steps },
    { value: 'flat', other: false, steps },
  ]
  const rows = splitRows({ question: 'funnel', steps, groups }, own)
  expect(rows.map((one) => (one.all ? 'all' : one.other ? 'other' : one.title))).toEqual(['all', 'Квартира', null, 'other'])
})
