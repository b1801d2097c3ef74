/** Names of new elements, made from what people call them. */

import type { MapDocument } from './shapes'

const LETTERS: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm',
  н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sch',
  ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya',
}
const LISTS = ['zone', 'stage', 'touchpoint', 'segment', 'lane']

/** «Обратный звонок» → obratnyy_zvonok, free of clashes with every name of the map. */
export function newName(document: MapDocument, title: string, otherwise: string): string {
  const spelt = [...title.toLowerCase()].map((one) => LETTERS[one] ?? one).join('')
  const plain = spelt.replace(/[^a-z0-9]+/g, '_').replace(/^[_\d]+|_+$/g, '').slice(0, 40) || otherwise
  const taken = namesOf(document)
  let name = plain
  for (let more = 2; taken.has(name); more += 1) name = `${plain}_${more}`
  return name
}

function namesOf(document: MapDocument): Set<string> {
  const found = new Set<string>()
  for (const value of Object.values(document)) {
    if (Array.isArray(value)) {
      for (const one of value as Record<string, unknown>[]) {
        for (const key of LISTS) if (typeof one?.[key] === 'string') found.add((one[key] as string).toLowerCase())
      }
    } else if (value !== null && typeof value === 'object') {
      for (const name of Object.keys(value)) found.add(name.toLowerCase())
    }
  }
  return found
}
