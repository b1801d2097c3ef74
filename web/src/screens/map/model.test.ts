import { describe, expect, it } from 'vitest'
import { channelKind } from '../../map/channels'
import { initials } from '../../kit/initials'
import { lanesOf, modelOf } from './model'
import { arranged } from './order'
import type { MapDocument, MapPicture, StagePicture, TouchCard } from './shapes'
import { belowPlan, kpiFilled, kpiVerdict, lostShare } from './verdicts'

function touch(name: string, reach: number | null = null): TouchCard {
  return { name, title: name.toUpperCase(), channel: 'phone', reach, conversion: null, health: null, play: '' }
}

function stage(name: string, more: Partial<StagePicture> = {}): StagePicture {
  return {
    name, title: name.toUpperCase(), zone: '', owner: null, present: 3, change: null, time: null, back: null, revenue: null,
    flow: { entered: 10, advanced: 4, open: 3, lost: 3, disqualified: 0, dormant: 0, started: null },
    conversion: { rate: 0.4, plan: 0.5, numerator: 4, denominator: 10 }, actions: [], thoughts: [], feeling: { value: null, words: '' },
    touches: [], seller: [], plays: [], kpis: [], content: [], ...more,
  }
}

const PICTURE: MapPicture = {
  title: 'Окна', subtitle: '', edition: 1, as_of: 0, period: null, zone: 'UTC', currency: 'RUB', totals: null, back_moves: [], returned: [],
  elsewhere: [touch('refusal', 5)],
  stages: [
    stage('lead', {
      actions: ['Звонит'], thoughts: ['Сколько?'], touches: [touch('form', 7), touch('call', 2)],
      kpis: [{ name: 'stage/lead/month', title: 'Вошли', fact: 9, plan: 10, unit: 'people', at_least: true }, { name: 'kpi/speed', title: 'Скорость', fact: 5, plan: 4, unit: 'time', at_least: false }],
    }),
    stage('deal'),
  ],
}

const DOCUMENT: MapDocument = {
  title: 'Окна и двери',
  zones: [{ zone: 'z', title: 'Решение' }],
  stages: [
    { stage: 'deal', title: 'Договор', zone: 'z', owner: 'anna', buyer_wants: 'Скидку' },
    { stage: 'lead', title: 'Заявка', buyer: ['Пишет', 'Звонит'], emotion: -5, feels: 'тревожно' },
    { stage: 'fresh' },
  ],
  touchpoints: [
    { touchpoint: 'call', title: 'Звонок', stage: 'deal', channel: ['phone', 'chat'], play: 'p', content: ['script'] },
    { touchpoint: 'form', stage: 'lead' },
    { touchpoint: 'refusal', title: 'Отказ' },
    { touchpoint: 'fresh_one', title: 'Новая', stage: 'fresh' },
  ],
  owners: { anna: { title: 'Менеджер', name: 'Анна Белова' } },
  plays: { p: { title: 'Догнать', stage: 'deal', status: 'running' } },
  kpis: { speed: { title: 'Как быстро', stage: 'lead', time: 'from lead to deal' }, new_one: { stage: 'deal', share: 'from lead to deal' } },
  content: { script: { title: 'Скрипт', status: 'missing' }, other: { title: 'Другое', stage: 'lead', status: 'in_work' } },
}

describe('the model', () => {
  it('comes whole from the picture where there is no document', () => {
    const model = modelOf(PICTURE, null)
    expect(model.editable).toBe(false)
    expect(model.stages.map((one) => one.title)).toEqual(['LEAD', 'DEAL'])
    expect(model.stages[0]!.actions).toEqual([{ text: 'Звонит', path: ['stages', 'lead', 'buyer', 0] }])
    expect(model.stages[0]!.kpis.map((one) => one.path)).toEqual([['stages', 'lead', 'plan'], ['kpis', 'speed']])
    expect(model.elsewhere[0]).toMatchObject({ figure: 'touchpoint/refusal', path: ['touchpoints', 'refusal'], stage: null })
  })

  it('takes texts and order from the document and numbers by name from the picture', () => {
    const model = modelOf(PICTURE, DOCUMENT)
    expect(model.title).toBe('Окна и двери')
    expect(model.stages.map((one) => [one.name, one.title, one.index, one.present])).toEqual([
      ['deal', 'Договор', 0, 3], ['lead', 'Заявка', 1, 3], ['fresh', 'fresh', 2, null],
    ])
    const [deal, lead, fresh] = model.stages
    // A card that was dragged to another stage keeps its number.
    expect(deal!.cards).toMatchObject([{ name: 'call', title: 'Звонок', reach: 2, channel: 'phone', play: 'Догнать' }])
    expect(lead!.cards).toMatchObject([{ name: 'form', title: 'form', reach: 7 }])
    expect(fresh!.flow.entered).toBeNull()
    expect(deal).toMatchObject({ zone: 'Решение', owner: { title: 'Анна Белова', role: 'Менеджер' } })
    expect(lead!.feeling).toEqual({ value: -2, words: 'тревожно' })
    expect(lead!.actions.map((one) => one.path.at(-1))).toEqual([0, 1])
    expect(model.elsewhere).toMatchObject([{ name: 'refusal', title: 'Отказ', reach: 5 }])
  })

  it('says by KPI and content of the document what was counted and what is missing', () => {
    const [deal, lead] = modelOf(PICTURE, DOCUMENT).stages
    expect(lead!.kpis).toMatchObject([{ figure: 'stage/lead/month', fact: 9 }, { figure: 'kpi/speed', title: 'Как быстро', fact: 5, atLeast: false }])
    expect(deal!.kpis).toMatchObject([{ figure: 'kpi/new_one', fact: null, unit: 'share' }])
    expect(deal!.content).toEqual([{ title: 'Скрипт', state: 'missing', path: ['content', 'script'] }])
    expect(lead!.content).toMatchObject([{ title: 'Другое', state: 'draft' }])
  })

  it('survives a document of nothing', () => {
    expect(modelOf(PICTURE, {}).stages).toEqual([])
  })
})

describe('lanes', () => {
  it('stand as the document lists them, the flow first, own ones among them', () => {
    const found = lanesOf({ lanes: [{ lane: 'wants', kind: 'buyer_wants', title: 'Хочет' }, { lane: 'kpi', hidden: true }, { lane: 'twice', kind: 'kpis' }] })
    expect(found.slice(0, 3).map((one) => one.key)).toEqual(['flow', 'own:wants', 'kpi'])
    expect(found.find((one) => one.key === 'kpi')).toMatchObject({ hidden: true, path: ['lanes', 'kpi'] })
    expect(new Set(found.map((one) => one.key)).size).toBe(found.length)
  })

  it('keep this person’s order, and put new ones where the map has them', () => {
    const lanes = lanesOf(null)
    const order = ['flow', 'kpi', 'actions', 'gone']
    const found = arranged(lanes, order).map((one) => one.key)
    expect(found.slice(0, 2)).toEqual(['flow', 'kpi'])
    expect(found.indexOf('content')).toBe(found.indexOf('kpi') + 1)
    expect(found).toHaveLength(lanes.length)
    expect(arranged(lanes, [])).toEqual(lanes)
  })
})

describe('verdicts', () => {
  const kpi = (fact: number | null, plan: number | null, atLeast = true) => ({ figure: 'kpi/x', title: '', path: [], fact, plan, unit: 'share' as const, atLeast })

  it('forgive two hundredths of the plan and know where less is better', () => {
    expect(kpiVerdict(kpi(99, 100)).verdict).toBe('grey')
    expect(kpiVerdict(kpi(90, 100)).verdict).toBe('loss')
    expect(kpiVerdict(kpi(90, 100, false)).verdict).toBe('gain')
    expect(kpiVerdict(kpi(null, 100))).toEqual({ change: null, verdict: 'grey' })
    expect(kpiFilled(kpi(1e9, 1))).toBe(1)
  })

  it('say points below plan', () => {
    const numbers = { numerator: null, denominator: null }
    expect(belowPlan({ rate: 0.32, plan: 0.36, ...numbers })).toEqual({ points: 4, matters: true })
    expect(belowPlan({ rate: 0.499, plan: 0.5, ...numbers })).toEqual({ points: 0.1, matters: false })
    expect(belowPlan({ rate: 0.6, plan: 0.5, ...numbers }).points).toBeNull()
    expect(lostShare(PICTURE.stages[0]!.flow, 'en')).toBe('30%')
  })
})

it('knows channels and initials', () => {
  expect(['ads_search', 'Site', 'telegram', 'xyz'].map(channelKind)).toEqual(['ads', 'site', 'chat', 'other'])
  expect(['Анна Белова', 'маркетолог', '—', 'Мак-Дак Скрудж'].map(initials)).toEqual(['АБ', 'Ма', '', 'МД'])
})
