/** How an element of the map is addressed: keys, names of elements, numbers in lists without names, from the top of the document. */

export type Path = readonly (string | number)[]

/** Lists whose members have names, and the key that holds the name. */
export const NAMED: Record<string, string> = {
  zones: 'zone',
  stages: 'stage',
  touchpoints: 'touchpoint',
  segments: 'segment',
  lanes: 'lane',
}

export function keyOf(path: Path): string {
  return JSON.stringify(path)
}

/** The path written in an attribute; null where it is none. */
export function pathOf(text: string | null | undefined): Path | null {
  if (!text) return null
  try {
    const found: unknown = JSON.parse(text)
    const whole = Array.isArray(found) && found.every((one) => typeof one === 'string' || typeof one === 'number')
    return whole ? (found as Path) : null
  } catch {
    return null
  }
}

export function same(one: Path | null, other: Path | null): boolean {
  return one !== null && other !== null && keyOf(one) === keyOf(other)
}

/** Whether `path` is `top` or stands under it. */
export function under(path: Path, top: Path): boolean {
  return top.length <= path.length && top.every((step, at) => path[at] === step)
}

/** Where a step of a path leads inside a value: a key, a number, or a name of a named list. */
export function step(node: unknown, key: string | number, list: string | number | undefined): unknown {
  if (Array.isArray(node)) return node[placeIn(node, key, list)]
  if (node !== null && typeof node === 'object') return (node as Record<string, unknown>)[key]
  return undefined
}

/** The number of a member of a list, or -1. */
export function placeIn(node: unknown[], key: string | number, list: string | number | undefined): number {
  if (typeof key === 'number') return key < node.length ? key : -1
  const name = NAMED[String(list)]
  if (!name) return -1
  return node.findIndex((one) => one !== null && typeof one === 'object' && (one as Record<string, unknown>)[name] === key)
}

/** What stands at a path of the document, or undefined. */
export function at(document: unknown, path: Path): unknown {
  let node = document
  for (const [depth, key] of path.entries()) node = step(node, key, path[depth - 1])
  return node
}

/** The element a path belongs to: `["stages","lead","title"]` → `["stages","lead"]`. */
export function elementOf(path: Path): Path {
  return path.slice(0, 2)
}

/** What kind of thing an element is, as the schema names it; the map itself for top keys. */
export function kindOf(path: Path | null): string {
  const list = path?.[0]
  if (list === undefined || (path?.length ?? 0) < 2) return 'map'
  return NAMED[String(list)] ?? String(list)
}

/** What people call an element. */
export function titleOf(document: unknown, path: Path): string {
  const found = at(document, path)
  if (typeof found === 'string') return found
  if (found !== null && typeof found === 'object' && 'title' in found) return String((found as { title: unknown }).title)
  return String(path.at(-1) ?? '')
}
