import { describe, expect, it } from 'vitest'
import { laid, OTHER, unroll, type PathEdge, type PathNode } from './unrolled'

const node = (step: number, name: string, count: number, dropped = 0): PathNode => ({ step, node: name, count, dropped })
const edge = (step: number, from: string, to: string, count: number): PathEdge => ({ step, from, to, count })

const NODES = [node(1, 'site', 90, 40), node(1, 'call', 10), node(2, 'lead', 50, 20), node(2, 'site', 6), node(2, 'chat', 4), node(3, 'site', 30)]
const EDGES = [edge(1, 'site', 'lead', 45), edge(1, 'call', 'lead', 5), edge(1, 'site', 'site', 5), edge(1, 'call', 'site', 1), edge(1, 'call', 'chat', 4), edge(2, 'lead', 'site', 30)]

describe('paths unrolled', () => {
  it('takes a return to an earlier node as a node of its own step', () => {
    const { nodes } = unroll(NODES, EDGES, 100, 0, 3)
    expect(nodes.filter((one) => one.name === 'site').map((one) => one.step)).toEqual([1, 2, 3])
    expect(() => laid(unroll(NODES, EDGES, 100, 0, 3), 800, 400, { left: 0, right: 100, top: 20 })).not.toThrow()
  })

  it('puts the rare together and loses nobody', () => {
    const { nodes, links } = unroll(NODES, EDGES, 100, 0.08, 3)
    const other = nodes.find((one) => one.step === 2 && one.name === OTHER)
    expect(other).toMatchObject({ count: 10, names: ['site', 'chat'] })
    const arrived = links.filter((one) => one.step === 1).reduce((sum, one) => sum + one.value, 0)
    expect(arrived).toBe(60)
    expect(links.find((one) => one.from === 'call' && one.to === OTHER)).toMatchObject({ value: 5, whole: false })
    expect(links.find((one) => one.from === 'site' && one.to === 'lead')?.whole).toBe(true)
  })

  it('tells no step beyond the asked ones', () => {
    const { nodes, links } = unroll(NODES, EDGES, 100, 0, 2)
    expect(Math.max(...nodes.map((one) => one.step))).toBe(2)
    expect(links.every((one) => one.step === 1)).toBe(true)
  })

  it('cuts what is drawn of the first drop, not its number', () => {
    const { nodes } = unroll([node(1, 'site', 1_000, 990), node(2, 'lead', 10)], [edge(1, 'site', 'lead', 10)], 1_000, 0, 2)
    expect(nodes[0]).toMatchObject({ count: 1_000, dropped: 990, drawn: 20, fixedValue: 30 })
  })
})
