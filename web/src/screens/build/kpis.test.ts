import { describe, expect, it } from 'vitest'
import { apply } from '../../map/apply'
import type { MapDocument } from '../../map/shapes'
import { aimed, aimOf, answers, answersShown, expectedOf, kpiOf, lengthOf, others, planPath, share, shareOf, targetOf, turned, valued } from './kpis'

const MAP = {
  map: 'm',
  stages: [{ stage: 'lead', title: 'Заявка' }, { stage: 'paid', title: 'Оплата', plan: 40 }],
  plan: { month: { lead: 300 } },
  kpis: { speed: { title: 'Скорость', time: 'from form to call', target: 'at most 15m' } },
} as unknown as MapDocument
const said = (unit: string) => ({ m: 'мин', h: 'ч', d: 'дн', w: 'нед' })[unit] ?? unit

describe('what a stage is expected to do', () => {
  it('is read as people write it', () => {
    expect(['65', '62,5 %', '7%', 'много'].map(shareOf)).toEqual(['65%', '62.5%', '7%', 'много'])
    expect(['3', '3 дня', '15 мин', '2 часа', '2h', '2 недели', '3 д', 'скоро'].map(lengthOf)).toEqual(['3d', '3d', '15m', '2h', '2h', '2w', '3d', 'скоро'])
    // The map knows no months, and only one unit at a time: it is said so, and no other length is made of it.
    expect(['3 месяца', '6 мес', '2 months', '1 день 4 часа', '5m', '20 minutes'].map(lengthOf)).toEqual(['3 месяца', '6 мес', '2 months', '1 день 4 часа', '5m', '20m'])
  })

  it('becomes a KPI of the way to the next stage, and goes with its last letter', () => {
    const write = aimed('share', 'lead', 'paid', 'Заявка → Оплата', 'lead')
    const map = apply(MAP, write(MAP, ['kpis'], '65'))
    const made = kpiOf(map, 'share', 'lead', 'paid')
    expect(made?.kpi).toEqual({ title: 'Заявка → Оплата', share: 'from lead to paid', target: 'at least 65%', stage: 'lead' })
    expect(aimOf(made?.kpi, 'share', said)).toBe('65')
    expect(write(map, ['kpis'], '65 %')).toEqual([])
    const quick = apply(map, aimed('time', 'lead', 'paid', 'Время', 'lead')(map, ['kpis'], '3 дня'))
    expect(aimOf(kpiOf(quick, 'time', 'lead', 'paid')?.kpi, 'time', said)).toBe('3 дн')
    expect(expectedOf(quick, 0)).toEqual({ plan: '300', share: '65%', time: '3d' })
    expect(kpiOf(apply(quick, write(quick, ['kpis'], '')), 'share', 'lead', 'paid')).toBeUndefined()
    expect(others(quick).map((one) => one.name)).toEqual(['speed'])
    // Its stage went while somebody was typing.
    expect(aimed('share', 'gone', 'paid', 'x', 'gone')(MAP, ['kpis'], '5')).toEqual([])
  })

  it('has its plan where the map keeps plans', () => {
    expect(planPath(MAP, 'lead')).toEqual(['plan', 'month', 'lead'])
    expect(planPath(MAP, 'paid')).toEqual(['stages', 'paid', 'plan'])
    expect(planPath({ map: 'm' }, 'new')).toEqual(['stages', 'new', 'plan'])
  })

  it('targets of other KPIs keep their side', () => {
    const speed = MAP.kpis as unknown as Record<string, Record<string, string>>
    expect(targetOf(speed.speed!, said)).toEqual({ side: 'most', value: '15 мин' })
    expect(valued('most')(MAP, ['kpis', 'speed', 'target'], '1 ч')).toEqual([{ op: 'set', path: ['kpis', 'speed', 'target'], value: 'at most 1h' }])
    expect(turned(MAP, 'speed', 'least')).toEqual([{ op: 'set', path: ['kpis', 'speed', 'target'], value: 'at least 15m' }])
    expect(valued('most')(MAP, ['kpis', 'speed', 'target'], ' ')).toEqual([{ op: 'remove', path: ['kpis', 'speed', 'target'] }])
  })
})

describe('the product', () => {
  it('keeps a share, and doubts with their answers', () => {
    expect(share(MAP, ['products', 'window', 'margin'], '35')).toEqual([{ op: 'set', path: ['products', 'window', 'margin'], value: '35%' }])
    const path = ['products', 'window', 'objections']
    const text = 'Дорого: есть рассрочка: на год\nПодумаем'
    expect(answers(MAP, path, text)).toEqual([{ op: 'set', path, value: { Дорого: 'есть рассрочка: на год', Подумаем: '' } }])
    expect(answersShown({ Дорого: 'есть рассрочка', Подумаем: '' })).toBe('Дорого: есть рассрочка\nПодумаем')
    expect(answers(MAP, path, '')).toEqual([])
  })
})
