import { describe, expect, it } from 'vitest'
import { controlOf, defaultOf, formsOf, type Schema } from './model'

const EVENT: Schema = { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] }
const STEP: Schema = { anyOf: [EVENT, { type: 'object', properties: { event: EVENT, touchpoint: EVENT, stage: EVENT, name: { type: 'string' } } }] }

describe('the form of a kind of question', () => {
  it('tells a step alone from a list of steps', () => {
    expect(controlOf('begins', STEP).kind).toBe('item')
    expect(controlOf('steps', { anyOf: [STEP, { type: 'array', items: STEP }] }).kind).toBe('items')
  })

  it('gives each key the control its values ask for', () => {
    expect(controlOf('period', { enum: ['day', 'week'] })).toEqual({ kind: 'choice', options: ['day', 'week'] })
    expect(controlOf('times', { type: 'boolean' }).kind).toBe('flag')
    expect(controlOf('within', { type: 'string', examples: ['7d', '30m'] }).kind).toBe('length')
    expect(controlOf('from', { type: 'string', examples: ['2026-03-01'] }).kind).toBe('moment')
    expect(controlOf('where', { type: 'string', examples: ['a == "b"'] }).kind).toBe('rule')
    expect(controlOf('amount', { type: 'string' })).toEqual({ kind: 'name', of: 'field' })
    expect(controlOf('segments', EVENT)).toEqual({ kind: 'names', of: 'segment' })
    expect(controlOf('bins', { type: 'integer', minimum: 2, maximum: 100 })).toEqual({ kind: 'number', whole: true, least: 2, most: 100 })
    expect(controlOf('ask', { type: 'object', required: ['question'] }).kind).toBe('question')
    expect(controlOf('groupings', { type: 'object', additionalProperties: { type: 'string' } }).kind).toBe('pairs')
  })

  it('offers properties where one is asked for, and of people their traits alone', () => {
    expect(controlOf('field', { type: 'string' })).toEqual({ kind: 'name', of: 'field' })
    expect(controlOf('traits', { anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }] })).toEqual({ kind: 'names', of: 'trait' })
  })

  it('puts what a kind cannot do without first, and of whom apart', () => {
    const [form] = formsOf({ oneOf: [{ properties: { question: { const: 'trend' }, from: { type: 'string' }, period: { enum: ['day'] }, of: STEP }, required: ['question', 'of'] }] })
    expect(form?.kind).toBe('trend')
    expect(form?.own.map((one) => one.key)).toEqual(['of', 'period'])
    expect(form?.common.map((one) => one.key)).toEqual(['from'])
  })

  it('reads the default at the end of a meaning', () => {
    expect(defaultOf('How many periods after the first. 8')).toBe('8')
    expect(defaultOf('Split the answer.')).toBe('')
  })
})
