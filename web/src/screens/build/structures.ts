/** Ready structures of a map: zones in order, and a first stage in each where there are none yet. */

import { newName } from '../../map/names'
import type { Element, MapDocument, Operation } from '../../map/shapes'

export type StructureName = 'three' | 'five'

interface ReadyZone {
  key: string
  core: 'lead_generation' | 'first_purchase' | 'repeat_sales'
}

export const STRUCTURES: Record<StructureName, ReadyZone[]> = {
  three: [
    { key: 'aware', core: 'lead_generation' },
    { key: 'study', core: 'lead_generation' },
    { key: 'decide', core: 'first_purchase' },
  ],
  five: [
    { key: 'meet', core: 'lead_generation' },
    { key: 'interest', core: 'lead_generation' },
    { key: 'choice', core: 'first_purchase' },
    { key: 'purchase', core: 'first_purchase' },
    { key: 'loyalty', core: 'repeat_sales' },
  ],
}

/** What a ready zone is called: `title`, `question`, and `stage` for its first stage. */
export type Says = (zone: string, what: 'title' | 'question' | 'stage') => string

/** Which structure a map has: told by the number of its zones. */
export function structureOf(document: MapDocument): StructureName | 'own' {
  const zones = document.zones?.length ?? 0
  return zones === 3 ? 'three' : zones === 5 ? 'five' : 'own'
}

/**
 * The map in another structure: its zones replaced, every stage kept and put into the zone its place
 * along the way falls into; a map without stages gets one in each zone.
 */
export function restructured(document: MapDocument, structure: StructureName, says: Says): Operation[] {
  const ready = STRUCTURES[structure]
  const stages = document.stages ?? []
  let known: MapDocument = { ...document, zones: [] }
  const zones: Element[] = ready.map(({ key, core }) => {
    const zone: Element = { zone: newName(known, key, 'zone'), title: says(key, 'title'), core, question: says(key, 'question') }
    known = { ...known, zones: [...(known.zones ?? []), zone] }
    return zone
  })
  const whole: Operation = { op: 'set', path: ['zones'], value: zones as never }
  if (stages.length) {
    const moved = stages.map((stage, at): Operation => {
      const zone = zones[Math.floor((at * zones.length) / stages.length)]!
      return { op: 'set', path: ['stages', String(stage.stage), 'zone'], value: zone.zone! }
    })
    return [whole, ...moved]
  }
  const made = ready.map(({ key }, at): Operation => {
    const title = says(key, 'stage')
    const name = newName(known, title, 'stage')
    known = { ...known, stages: [...(known.stages ?? []), { stage: name, title }] }
    return { op: 'add', path: ['stages'], name, value: { title, zone: zones[at]!.zone! } }
  })
  return [whole, ...made]
}

/** Stages of a line with arrows, behind those that are there; a title that is there already is not made twice. */
export function stagesOf(document: MapDocument, line: string): Operation[] {
  let known = document
  const operations: Operation[] = []
  for (const title of titlesOf(line)) {
    const stages = known.stages ?? []
    if (stages.some((one) => String(one.title).toLowerCase() === title.toLowerCase())) continue
    const name = newName(known, title, 'stage')
    const zone = stages.at(-1)?.zone
    operations.push({ op: 'add', path: ['stages'], name, value: zone === undefined ? { title } : { title, zone } })
    known = { ...known, stages: [...stages, { stage: name, title, ...(zone === undefined ? {} : { zone }) }] }
  }
  return operations
}

/** «Реклама → Звонок → Договор», or a title on each line. */
export function titlesOf(line: string): string[] {
  return line.split(/→|->|=>|>|\n|;/).map((one) => one.trim().slice(0, 200)).filter(Boolean)
}
