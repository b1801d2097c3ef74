import { describe, expect, it } from 'vitest'
import type { Field } from './shapes'
import { loader, properties, snippet, touchpointYaml, WAYS } from './snippets'

const field = (name: string, example: string | number | boolean, why: string): Field => ({ name, kind: '', why: [why], of: [], example })
const sent = { endpoint: 'https://okna.ru/v1/', key: 'pk_1', event: 'form_submit', fields: [field('form', 'callback', 'where')] }

describe('code to paste', () => {
  it('names the event, the key, the address and the fields in every language', () => {
    for (const way of WAYS) {
      const code = snippet(way, sent) + (way === 'html' ? loader(sent) : '')
      for (const part of ['form_submit', 'pk_1', 'https://okna.ru/v1/', 'callback']) expect(code).toContain(part)
    }
  })

  it('asks for all that the map needs and a little of what it describes', () => {
    const wished = ['a', 'b', 'c', 'd'].map((name) => field(name, '…', 'declared'))
    expect(Object.keys(properties([...wished, field('amount', 1000, 'money')]))).toEqual(['amount', 'a', 'b'])
  })

  it('keeps a hostile name a text', () => {
    const event = `</script><script>alert(1)</script>'; rm -rf / #"`
    expect(snippet('html', { ...sent, event }).match(/<\/?script>/g)).toHaveLength(2)
    expect(loader({ ...sent, key: event }).match(/<\/?script>/g)).toHaveLength(2)
    expect(snippet('curl', { ...sent, event })).toContain(String.raw`'\''; rm -rf / #`)
    expect(snippet('python', { ...sent, event })).toContain(JSON.stringify(event))
  })

  it('writes what Python calls true', () => {
    expect(snippet('python', { ...sent, fields: [field('answered', true, 'answered')] })).toContain('"answered": True,')
  })
})

describe('a touchpoint for an unknown event', () => {
  it('has a name of its own and the event as it came', () => {
    expect(touchpointYaml('Scroll: 50 %', 'look')).toBe('- touchpoint: scroll_50\n  title: "Scroll: 50 %"\n  stage: look\n  event: "Scroll: 50 %"\n  from: buyer')
    expect(touchpointYaml('Отзыв', null)).toContain('- touchpoint: point_new\n')
    expect(touchpointYaml('a\nstage: x', null).split('\n')).toHaveLength(4)
  })
})
