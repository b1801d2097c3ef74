/**
 * Paths as a sankey that has no way back: a node is a step and a name.
 * What is rarer than the threshold at its step stands there as «other»; nothing is left out.
 */

import { sankey, type SankeyGraph } from 'd3-sankey'

export interface PathNode {
  step: number
  node: string
  count: number
  dropped: number
}

export interface PathEdge {
  step: number
  from: string
  to: string
  count: number
  seconds?: number | null
}

export interface Bound {
  id: string
  step: number
  name: string
  count: number
  dropped: number
  /** Names that were put together here. */
  names: string[]
  fixedValue: number
  /** How many of those who dropped out are drawn: of the first step a part. */
  drawn: number
}

export interface Tie {
  source: string
  target: string
  value: number
  from: string
  to: string
  step: number
  seconds: number | null
  /** It is one edge of the answer, so that people behind it can be asked for. */
  whole: boolean
}

/** What the server calls the rest. */
export const OTHER = '(other)'
export const MORE = '(more)'

/** Nodes and links of the first `steps` steps, the rare put together. */
export function unroll(nodes: PathNode[], edges: PathEdge[], total: number, threshold: number, steps: number): { nodes: Bound[]; links: Tie[] } {
  const kept = new Set<string>()
  const found = new Map<string, Bound>()
  const least = total * threshold
  const first = Math.min(...nodes.map((one) => one.step))
  for (const one of nodes) {
    if (one.step > steps) continue
    const shown = one.node !== OTHER && one.count >= least
    if (shown) kept.add(key(one.step, one.node))
    const name = shown ? one.node : OTHER
    const id = key(one.step, name)
    const into = found.get(id) ?? { id, step: one.step, name, count: 0, dropped: 0, names: [], fixedValue: 0, drawn: 0 }
    into.count += one.count
    into.fixedValue = into.count
    // Of the last step that is drawn nobody dropped out: how they went on is not drawn.
    into.dropped += one.dropped
    into.drawn = into.dropped
    into.names.push(one.node)
    found.set(id, into)
  }
  const ties = new Map<string, Tie>()
  for (const one of edges) {
    if (one.step >= steps) continue
    const from = kept.has(key(one.step, one.from)) ? one.from : OTHER
    const to = kept.has(key(one.step + 1, one.to)) ? one.to : OTHER
    const source = key(one.step, from)
    const target = key(one.step + 1, to)
    if (!found.has(source) || !found.has(target)) continue
    const id = `${source}\u0000${target}`
    const seen = ties.get(id)
    if (seen) {
      seen.value += one.count
      seen.whole = false
      seen.seconds = null
    } else {
      const whole = from === one.from && to === one.to
      ties.set(id, { source, target, value: one.count, from, to, step: one.step, seconds: one.seconds ?? null, whole })
    }
  }
  for (const one of found.values()) {
    if (one.step > first) continue
    // Most people never make a second step: drawn to scale they would leave no room for the rest.
    const onward = one.count - one.dropped
    one.drawn = Math.min(one.dropped, Math.max(onward, total * 0.02))
    one.fixedValue = onward + one.drawn
  }
  return { nodes: [...found.values()], links: [...ties.values()] }
}

export type Laid = SankeyGraph<Bound, Tie>

/** Where everything is drawn; «other» lies lowest in its column. */
export function laid(graph: { nodes: Bound[]; links: Tie[] }, width: number, height: number, room: { left: number; right: number; top: number }): Laid {
  const columns = new Map<number, number>()
  for (const one of graph.nodes) columns.set(one.step, (columns.get(one.step) ?? 0) + 1)
  const most = Math.max(1, ...columns.values())
  const gap = Math.max(6, Math.min(30, (height * 0.5) / most))
  const first = Math.min(1, ...graph.nodes.map((one) => one.step))
  const make = sankey<Bound, Tie>()
    .nodeId((one) => one.id)
    .nodeWidth(10)
    .nodePadding(gap)
    .nodeAlign((one) => one.step - first)
    .nodeSort((a, b) => rank(a) - rank(b) || b.count - a.count)
    .extent([[room.left, room.top], [Math.max(room.left + 40, width - room.right), height]])
  return make({ nodes: graph.nodes.map((one) => ({ ...one })), links: graph.links.map((one) => ({ ...one })) })
}

function rank(one: Bound): number {
  return one.name === OTHER ? 1 : 0
}

function key(step: number, name: string): string {
  return `${step}\u0000${name}`
}
