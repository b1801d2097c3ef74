/** Somebody put on a stage by hand: what is asked for it, and what the server takes. */

export interface Move {
  stage: string
  reason: string
  /** What the stage asks of whoever is put there, by field. */
  fields: Record<string, string>
}

/** What `GET …/by-hand` tells of it. */
export interface Movable {
  stages: { id: string; title: string }[]
  /** By stage, the fields without which nobody is put there. */
  asks: Record<string, string[]>
  /** By field, what it is called; one of the map's own has no other name. */
  field_titles: Record<string, string>
}

/** A field to fill in. */
export interface Asked {
  name: string
  title: string
}

export function noMove(stage = ''): Move {
  return { stage, reason: '', fields: {} }
}

/** Fields a stage asks besides the reason, which is asked anyway. */
export function askedOfMove(offered: Movable | null, stage: string): Asked[] {
  const names = (offered?.asks[stage] ?? []).filter((one) => one !== 'reason')
  return names.map((name) => ({ name, title: offered?.field_titles[name] ?? name }))
}

/** Whether all is there that is asked. */
export function isWhole(move: Move, offered: Movable | null): boolean {
  return move.stage !== '' && move.reason.trim() !== '' && askedOfMove(offered, move.stage).every(({ name }) => (move.fields[name] ?? '').trim() !== '')
}

/** The move as it goes to the server; an amount and a note have places of their own there. */
export function moveBody(move: Move, offered: Movable | null): Record<string, unknown> {
  const told = askedOfMove(offered, move.stage).map(({ name }) => [name, (move.fields[name] ?? '').trim()] as const)
  const own = told.filter(([name]) => ['amount', 'note'].includes(name))
  const fields = told.filter(([name]) => !['amount', 'note'].includes(name))
  return { stage: move.stage, reason: move.reason.trim(), ...Object.fromEntries(own), ...(fields.length ? { fields: Object.fromEntries(fields) } : {}) }
}
