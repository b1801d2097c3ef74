import { afterEach, describe, expect, it, vi } from 'vitest'

import { askAhead, get, Refused } from './client'

afterEach(() => vi.unstubAllGlobals())

/** A server that begins an answer and breaks off with this fault. */
function breaksOff(fault: unknown): void {
  const body = new ReadableStream({ start: (stream) => { stream.enqueue(new TextEncoder().encode('{"ans')); stream.error(fault) } })
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body)))
}

function says(text: string, status = 200): void {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(text, { status })))
}

describe('an answer that does not arrive whole', () => {
  it('is given up where the reader gave it up', async () => {
    breaksOff(new DOMException('given up', 'AbortError'))
    await expect(get('/api/map/windows')).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('is a broken line where the line broke', async () => {
    breaksOff(new TypeError('network error'))
    await expect(get('/api/map/windows')).rejects.toMatchObject({ status: 0, code: 'offline' })
  })

  it('is never taken for an empty one', async () => {
    says('<html>A gateway speaks</html>')
    await expect(get('/api/map/windows')).rejects.toMatchObject({ status: 502, code: 'http_502' })
  })
})

describe('an answer', () => {
  it('is what the server said', async () => {
    says('{"answer": [1], "how": null}')
    expect((await get('/api/map/windows')).answer).toEqual([1])
  })

  it('that refuses says why, in words and by code', async () => {
    says('{"code": "map_unknown", "message": "No such map.", "next": "Choose another."}', 404)
    const refused = await get('/api/map/none').catch((fault: unknown) => fault)
    expect(refused).toBeInstanceOf(Refused)
    expect(refused).toMatchObject({ status: 404, code: 'map_unknown', message: 'No such map.', next: 'Choose another.' })
  })

  it('without words of its own keeps the number of the refusal', async () => {
    says('down', 503)
    await expect(get('/api/map/windows')).rejects.toMatchObject({ status: 503, code: 'http_503' })
  })
})

it('what was asked ahead is taken once, and not when it is of the past', async () => {
  vi.useFakeTimers()
  let n = 0
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(JSON.stringify({ answer: ++n, how: {} }))))
  const told = async () => (await get<number>('/api/x', { lang: 'ru' })).answer
  askAhead('/api/x', { lang: 'ru' })
  expect([await told(), await told()]).toEqual([1, 2])
  askAhead('/api/x', { lang: 'ru' })
  vi.advanceTimersByTime(60_000)
  expect(await told()).toBe(4)
  vi.useRealTimers()
})
