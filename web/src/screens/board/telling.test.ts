import { expect, it } from 'vitest'
import { askedOf } from '../../kit/asked'
import { byStage, GIVEN, movedBody, newId, shownMoment, toldBody, type Form } from './telling'
import type { Point } from './shapes'

const form: Form = { id: 'hand-1', person: 0, deal: 0, who: '+7 900', what: 'call', at: '2026-11-22T12:00', answered: true, amount: ' 18 500 ', reason: '', note: '', fields: {} }

it('tells a touch of a touchpoint, what is empty left out', () => {
  const body = toldBody(form, '2026-11-22T12:00')
  expect(body).toEqual({ id: 'hand-1', answered: true, who: '+7 900', touchpoint: 'call', amount: '18 500' })
})

it('states the time only where it was changed', () => {
  expect(toldBody({ ...form, at: '2026-11-21T09:30' }, '2026-11-22T12:00').at).toBe(new Date('2026-11-21T09:30').toISOString())
})

it('tells an end of somebody known', () => {
  const body = toldBody({ ...form, person: 7, what: 'end:lost', reason: 'price', amount: '' }, form.at)
  expect(body).toEqual({ id: 'hand-1', answered: true, person: 7, outcome: 'lost', reason: 'price' })
})

it('tells a move of a deal, with nothing of an event', () => {
  const offered = { touchpoints: [], outcomes: [], stages: [], asks: {}, field_titles: {}, reasons: [] }
  const move = { stage: 'paid', reason: 'Cash', fields: {} }
  expect(movedBody({ ...form, person: 7, deal: 9 }, form.at, move, offered)).toEqual({ id: 'hand-1', person: 7, deal: 9, stage: 'paid', reason: 'Cash' })
})

it('tells what the stage it was dropped on asks, and nothing else', () => {
  const offered = { touchpoints: [], outcomes: [], stages: [], asks: { paid: ['amount', 'method'] }, field_titles: {}, reasons: [] }
  const asked = askedOf(offered, 'paid', GIVEN)
  const filled = { ...form, fields: { method: ' cash ', other: 'x' } }
  expect(toldBody(filled, form.at, 'paid', asked)).toMatchObject({ into: 'paid', fields: { method: 'cash' } })
  expect(toldBody(filled, form.at)).not.toHaveProperty('fields')
  expect(toldBody({ ...filled, what: 'end:lost' }, form.at, 'paid', asked)).not.toHaveProperty('into')
})

it('gives an id the server takes, each time another', () => {
  expect(newId()).toMatch(/^[A-Za-z0-9_-]{8,64}$/)
  expect(newId()).not.toBe(newId())
})

it('shows the moment by the clock on the wall', () => {
  expect(shownMoment(new Date(2026, 10, 5, 9, 7))).toBe('2026-11-05T09:07')
})

it('puts the stage asked about first, and touchpoints of no stage last', () => {
  const point = (id: string, stage: string | null) => ({ id, title: id, stage }) as Point
  const offered = { touchpoints: [point('a', 's1'), point('b', 's2'), point('c', null)], outcomes: [], stages: [], asks: { s2: ['amount', 'method'] }, field_titles: {}, reasons: [] }
  const found = byStage(offered, [{ id: 's1', title: '1' }, { id: 's2', title: '2' }], 's2')
  expect(found.map((one) => one.id)).toEqual(['s2', 's1', ''])
})
