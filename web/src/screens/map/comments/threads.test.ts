import { describe, expect, it } from 'vitest'
import { fresh, marksOf, threadsOf, type Thread } from './threads'

function thread(id: string, path: (string | number)[], settled = false, ids = [id]): Thread {
  const comments = ids.map((one) => ({ id: one, who: 'Анна', at: '2026-03-01', text: one, edited: false, taken_back: false, own: true }))
  return { id, path, title: id, gone: false, settled: settled ? { at: '2026-03-02', who: '' } : null, comments }
}

describe('threads of comments', () => {
  const all = [thread('a', ['stages', 'lead'], true), thread('b', ['stages', 'lead']), thread('c', ['touchpoints', 'form'])]

  it('shows those of an element, the open ones first', () => {
    expect(threadsOf(all, ['stages', 'lead']).map((one) => one.id)).toEqual(['b', 'a'])
    expect(threadsOf(all, ['stages'])).toEqual([])
  })

  it('marks only what is still open', () => {
    expect([...marksOf(all)]).toEqual([['["stages","lead"]', 1], ['["touchpoints","form"]', 1]])
  })

  it('finds what was said meanwhile, and nothing where words were only changed', () => {
    const after = [all[0]!, thread('b', ['stages', 'lead'], false, ['b', 'b2']), all[2]!]
    expect(fresh(all, after)?.comment.id).toBe('b2')
    expect(fresh(after, after)).toBeNull()
    expect(fresh(after, all)).toBeNull()
  })
})
