/** «Анна Белова» is АБ, «Маркетолог» is Ма; nothing for a name without letters. */

/** Grounds of initials: tokens `--who-1`…; white letters read on each of them in both themes. */
const GROUNDS = 8

export function initials(name: string): string {
  const parts = name.replaceAll('-', ' ').split(/\s+/).map((part) => part.replace(/[^\p{L}\p{N}]/gu, '')).filter(Boolean)
  const [first, second] = parts.map((part) => [...part])
  if (!first) return ''
  if (!second) return first[0]!.toUpperCase() + (first[1] ?? '').toLowerCase()
  return (first[0]! + second[0]!).toUpperCase()
}

/** Owners of one map have different grounds, by the order in which they come. */
export function groundOf(owners: readonly string[], name: string): string {
  const at = owners.indexOf(name)
  return `var(--who-${(Math.max(0, at) % GROUNDS) + 1})`
}
