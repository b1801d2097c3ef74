import { describe, expect, it } from 'vitest'
import { apply } from '../../map/apply'
import type { MapDocument } from '../../map/shapes'
import { actsOf, channelled, lines, made, number, plain, proposed, sold, sourced, stepped, trait, unstepped } from './changes'
import { missing, readyAdded, READY } from './ready'
import { restructured, stagesOf, structureOf, titlesOf } from './structures'

const MAP = {
  map: 'm', title: 'Карта',
  stages: [{ stage: 'lead', title: 'Заявка' }, { stage: 'paid', title: 'Оплата' }],
  touchpoints: [
    { touchpoint: 'form', title: 'Форма', stage: 'lead', event: ['form_submit'], channel: ['site', 'email'] },
    { touchpoint: 'payment', title: 'Оплачено', stage: 'paid', sale: { title: 'Своё', when: 'did form where x == 1' } },
  ],
  segments: [{ segment: 'new', title: 'Новые', persona: { age: { value: '30', source: 'crm', confidence: 'measured' } } }],
} as unknown as MapDocument
const says = (zone: string, what: string) => `${zone} ${what}`

describe('texts', () => {
  it('an emptied field is taken away, a title never', () => {
    expect(plain(MAP, ['touchpoints', 'form', 'title'], ' ')).toEqual([])
    expect(plain(MAP, ['touchpoints', 'form', 'stage'], '')).toEqual([{ op: 'remove', path: ['touchpoints', 'form', 'stage'] }])
    expect(plain(MAP, ['touchpoints', 'form', 'title'], 'Форма ')).toEqual([])
    expect(number(MAP, ['goals', 'g', 'target'], '1 200')).toEqual([{ op: 'set', path: ['goals', 'g', 'target'], value: 1200 }])
    expect(lines(MAP, ['x'], 'раз\n\n два ')).toEqual([{ op: 'set', path: ['x'], value: ['раз', 'два'] }])
  })

  it('a trait keeps its source, and a source says how sure it is', () => {
    const age = ['segments', 'new', 'persona', 'age']
    expect(trait(MAP, age, '35')).toEqual([{ op: 'set', path: age, value: { value: '35', source: 'crm', confidence: 'measured' } }])
    expect(sourced(MAP, age, 'talk')).toEqual([{ op: 'set', path: age, value: { value: '30', source: 'talk', confidence: 'observed' } }])
    expect(sourced(MAP, age, '')).toEqual([{ op: 'set', path: age, value: { value: '30' } }])
    expect(sourced(MAP, ['segments', 'new', 'persona', 'sex'], 'talk')).toEqual([])
  })

  it('something new gets a free name', () => {
    expect(made(MAP, 'goals', 'Форма', {}, 'goal')).toEqual({ name: 'forma', operations: [{ op: 'add', path: ['goals'], name: 'forma', value: { title: 'Форма' } }] })
    expect(made(MAP, 'goals', 'Lead', {}, 'goal').name).toBe('lead_2')
  })

  it('another first channel leaves the others', () => {
    expect(channelled(MAP, 'form', 'email')).toEqual([{ op: 'set', path: ['touchpoints', 'form', 'channel'], value: ['email'] }])
    expect(channelled(MAP, 'form', 'phone')).toEqual([{ op: 'set', path: ['touchpoints', 'form', 'channel'], value: ['phone', 'email'] }])
  })
})

describe('what is a sale here', () => {
  it('is an act of the map, titled by it until it gets its own', () => {
    expect(actsOf('did payment')).toEqual(['payment'])
    expect(actsOf('did form or did payment')).toEqual(['form', 'payment'])
    expect(actsOf('did payment where amount > 1')).toBeNull()
    expect(actsOf('did form and did payment')).toBeNull()
    const after = apply(MAP, sold(MAP, 'form', ['payment']))
    expect(after.touchpoints?.[0]?.sale).toEqual({ title: 'Оплачено', when: 'did payment', within: '7d' })
    expect(sold(after, 'form', ['payment'])).toEqual([])
    expect(apply(after, sold(after, 'form', [])).touchpoints?.[0]).not.toHaveProperty('sale')
    // A rule of one's own is replaced only by choosing, and its title stays.
    expect(sold(MAP, 'payment', ['form'])).toEqual([{ op: 'set', path: ['touchpoints', 'payment', 'sale', 'when'], value: 'did form' }])
  })

  it('a small funnel begins at the touchpoint and never has one step', () => {
    const sale = apply(MAP, sold(MAP, 'form', ['payment']))
    const two = apply(sale, proposed(sale, 'form'))
    expect(two.touchpoints?.[0]?.steps).toEqual([{ title: 'Форма', did: 'form' }, { title: 'Оплачено', did: 'payment' }])
    const three = apply(two, stepped(two, 'form', 'Позвонил', ''))
    expect((three.touchpoints?.[0]?.steps as unknown[]).length).toBe(3)
    const back = apply(three, unstepped(three, 'form', 2))
    expect(back).toEqual(two)
    expect(apply(back, unstepped(back, 'form', 0)).touchpoints?.[0]).not.toHaveProperty('steps')
    expect(proposed(MAP, 'payment')).toEqual([])
  })
})

describe('structure', () => {
  it('gives an empty map zones and a stage in each', () => {
    const map = apply({ map: 'm' }, restructured({ map: 'm' }, 'five', says))
    expect(map.zones?.map((one) => one.title)).toEqual(['meet title', 'interest title', 'choice title', 'purchase title', 'loyalty title'])
    expect(map.stages?.map((one) => one.zone)).toEqual(map.zones?.map((one) => one.zone))
    expect(structureOf(map)).toBe('five')
  })

  it('keeps every stage of a map that has some, in order', () => {
    const three = apply(MAP, restructured(MAP, 'three', says))
    expect(three.stages?.map((one) => [one.stage, one.zone])).toEqual([['lead', 'aware'], ['paid', 'study']])
    const five = apply(three, restructured(three, 'five', says))
    expect(five.stages?.map((one) => one.title)).toEqual(['Заявка', 'Оплата'])
    expect(five.touchpoints).toEqual(MAP.touchpoints)
    const zones = new Set(five.zones?.map((one) => one.zone))
    expect(five.stages?.every((one) => zones.has(one.zone))).toBe(true)
  })

  it('takes stages from a line with arrows and makes none twice', () => {
    expect(titlesOf('Реклама → Звонок ->Договор\n')).toEqual(['Реклама', 'Звонок', 'Договор'])
    const map = apply(MAP, stagesOf(MAP, 'Реклама → заявка → Реклама'))
    expect(map.stages?.map((one) => one.title)).toEqual(['Заявка', 'Оплата', 'Реклама'])
  })

  it('a ready touchpoint is offered until the map knows its event', () => {
    expect(missing(MAP).map((one) => one.key)).not.toContain('form')
    const ad = READY[0]!
    const map = apply(MAP, readyAdded(MAP, ad, 'Реклама'))
    expect(missing(map).length).toBe(READY.length - 2)
    expect(map.touchpoints?.at(-1)).toMatchObject({ title: 'Реклама', event: ['ad_click'], channel: ['ads_search'], from: 'seller' })
  })
})
