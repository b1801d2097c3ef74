import { describe, expect, it } from 'vitest'
import type { CardModel, MapModel, StageModel } from '../model'
import { aligned, alone } from './aligned'
import { against } from './against'
import { ghostsOf, marksOf, paired, type Change } from './ghosts'

function card(name: string, title: string, reach: number | null = 10): CardModel {
  return { name, title, path: ['touchpoints', name], stage: null, channel: 'site', reach, conversion: 0.5, health: null, play: '', figure: `touchpoint/${name}` }
}

function stage(name: string, title: string, index: number, more: Partial<StageModel> = {}): StageModel {
  return {
    name, title, index, path: ['stages', name], zone: '', zonePath: null, owner: null, present: 5, change: null, time: null, back: null, revenue: null,
    flow: { entered: 8, advanced: null, open: null, lost: null, disqualified: null, dormant: null, started: null },
    conversion: { rate: 0.25, plan: null, numerator: 1, denominator: 4 }, actions: [], thoughts: [], feeling: { value: null, words: '' },
    cards: [], seller: [], plays: [], kpis: [], content: [], record: {}, ...more,
  }
}

function map(stages: StageModel[]): MapModel {
  return {
    title: '', subtitle: '', edition: null, asOf: null, period: null, timeZone: 'UTC', currency: 'RUB', totals: null, stages, lanes: [], elsewhere: [],
    backMoves: [], returned: [], editable: true,
  }
}

const text = (text: string, at: number) => ({ text, path: ['stages', 'lead', 'buyer', at] })

describe('a map beside another', () => {
  const own = map([
    stage('lead', 'Заявка', 0, { cards: [card('form', 'Форма'), card('chat', 'Чат')], actions: [text('Звонит', 0), text('Пишет', 1)] }),
    stage('quote', 'Расчёт', 1),
    stage('paid', 'Оплата', 2),
  ])
  const other = map([
    stage('enquiry', 'Обращение', 0, {
      present: 1_234, cards: [card('request', 'Заявка с сайта', 77), card('fax', 'Факс')], actions: [text('звонит ', 0), text('Шлёт факс', 1)],
      feeling: { value: -1, words: '' },
    }),
    stage('visit', 'Замер', 1),
    stage('offer', 'РАСЧЁТ', 2, { present: 9 }),
    stage('paid', 'Оплата', 3),
  ])
  const names = { enquiry: 'lead', request: 'form' }

  it('finds stages by their name, their other name, their title', () => {
    const found = [...paired(own.stages, other.stages, names)].map(([one, there]) => `${one.name}=${there.name}`)
    expect(found.sort()).toEqual(['lead=enquiry', 'paid=paid', 'quote=offer'])
  })

  it('puts numbers where they belong, and a conversion only between the same two stages', () => {
    const { numbers } = ghostsOf(own, other, names, 'en')
    expect(numbers.get('stage/lead/present')).toBe('1,234')
    expect(numbers.get('stage/quote/present')).toBe('9')
    expect(numbers.get('touchpoint/form')).toBe('77 · 50%')
    expect(numbers.has('touchpoint/chat')).toBe(false)
    expect(numbers.has('conversion/lead/quote')).toBe(false)
    expect(numbers.get('conversion/quote/paid')).toBe('25.0%')
  })

  it('tells what only one of them has', () => {
    const found = ghostsOf(own, other, names, 'ru')
    expect(found.stages).toEqual(['Замер'])
    expect(found.cards).toEqual(new Map([['lead', ['Факс']]]))
    expect(found.lines).toEqual(new Map([['lead/actions', ['Шлёт факс']]]))
    expect([...found.fresh]).toEqual(['["stages","lead","buyer",1]'])
    expect(found.feelings).toEqual([{ index: 0, value: -1 }])
  })

  it('stands the same stages under each other, the others in columns of their own', () => {
    const columns = aligned(own, other, names).map((one) => `${one.own?.name ?? ''}|${one.other?.name ?? ''}`)
    expect(columns).toEqual(['lead|enquiry', '|visit', 'quote|offer', 'paid|paid'])
    expect([...alone(own.stages[0]!.cards, other.stages[0]!.cards, names)]).toEqual(['chat'])
    expect([...alone(other.stages[0]!.cards, own.stages[0]!.cards, names)]).toEqual(['fax'])
  })

  it('marks a changed field and its element, but what is new is only new', () => {
    const change = (kind: Change['kind'], path: Change['path']): Change => ({ kind, path, element: '', title: '', field: null, from: null, to: null, rule: false, words: '' })
    const found = marksOf([
      change('added', ['touchpoints', 'chat']), change('changed', ['touchpoints', 'chat', 'title']), change('changed', ['stages', 'lead', 'lost_after']),
      change('removed', ['touchpoints', 'fax']),
    ])
    expect(found.get('["touchpoints","chat"]')).toBe('added')
    expect(found.get('["stages","lead"]')).toBe('changed')
    expect(found.has('["touchpoints","fax"]')).toBe(false)
  })

  it('reads the address, and takes nothing that is no comparison', () => {
    expect(against('2', 'shop')).toEqual({ map: 'shop', edition: '2' })
    expect(against('map:no_sales', 'shop')).toEqual({ map: 'no_sales', edition: '' })
    for (const wrong of [null, '', 'x', '-1', 'map:', 'map:shop', '1.5']) expect(against(wrong, 'shop')).toBeNull()
  })
})
