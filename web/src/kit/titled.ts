/** Names that programs have, as people call them: to be chosen from. */

export interface Titled {
  id: string
  title: string
}

/** Each name once, by its title where it has one; two of one title are told apart by their names. */
export function titled(names: string[], titles: Record<string, string>, language: string): Titled[] {
  const every = [...new Set(names)].map((id) => ({ id, title: titles[id] ?? id }))
  const times = new Map<string, number>()
  for (const { title } of every) times.set(title, (times.get(title) ?? 0) + 1)
  return every
    .map(({ id, title }) => ({ id, title: (times.get(title) ?? 0) > 1 ? `${title} (${id})` : title }))
    .sort((a, b) => a.title.localeCompare(b.title, language))
}
