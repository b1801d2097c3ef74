import { describe, expect, it } from 'vitest'
import { keyAt, scalar, trimmed, yamlOf } from './plain'

describe('a question as YAML', () => {
  it('says the kind first, what it asks, then of whom', () => {
    const question = { from: '2026-03-01', steps: [{ stage: 'lead', name: 'Lead' }, 'paid'], map: 'shop', question: 'funnel' }
    expect(yamlOf(question)).toBe('question: funnel\nmap: shop\nsteps:\n  - stage: lead\n    name: Lead\n  - paid\nfrom: 2026-03-01\n')
  })

  it('puts texts that YAML would read otherwise into quotes', () => {
    expect(scalar('*')).toBe("'*'")
    expect(scalar("it's: a #1")).toBe("'it''s: a #1'")
    expect(scalar('utm_source == "yandex"')).toBe(`'utm_source == "yandex"'`)
    expect(scalar('a\nb')).toBe('"a\\nb"')
    expect(scalar('- x')).toBe("'- x'")
    expect(scalar('Заявка оставлена')).toBe('Заявка оставлена')
    expect(scalar('')).toBe("''")
  })

  it('writes short lists in one line and deep records below', () => {
    expect(yamlOf({ question: 'compare', ask: { question: 'trend', of: { event: ['a', 'b'] } } })).toBe(
      'question: compare\nask:\n  question: trend\n  of:\n    event: [a, b]\n',
    )
  })

  it('leaves out what says nothing', () => {
    expect(trimmed({ question: 'trend', of: { event: '', where: ' ' }, last: '', by: { field: 'x', top: '' } })).toEqual({ question: 'trend', by: { field: 'x' } })
  })

  it('knows which key a line belongs to', () => {
    const text = 'question: funnel\nsteps:\n  - stage: a\n  - stage: b\nwithin: 5z\n'
    expect(keyAt(text, 4)).toBe('steps')
    expect(keyAt(text, 5)).toBe('within')
  })
})
