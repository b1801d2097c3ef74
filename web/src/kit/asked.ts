/** What a stage asks of whoever is put there: fields, as people call them. */

/** A field to fill in. */
export interface Asked {
  name: string
  title: string
}

/** What `GET …/by-hand` tells of it. */
export interface Asking {
  /** By stage, the fields without which nobody is put there. */
  asks: Record<string, string[]>
  /** By field, what it is called; one of the map's own has no other name. */
  field_titles: Record<string, string>
}

/** What a stage asks besides the fields a form has anyway: it asks no more than it must. */
export function askedOf(offered: Asking | null, stage: string, given: readonly string[]): Asked[] {
  const names = (offered?.asks[stage] ?? []).filter((one) => !given.includes(one))
  return names.map((name) => ({ name, title: offered?.field_titles[name] ?? name }))
}

/** What was filled in of that, by field; nothing another stage asked. */
export function filledIn(asked: readonly Asked[], fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(asked.map(({ name }) => [name, (fields[name] ?? '').trim()]).filter(([, text]) => text))
}
