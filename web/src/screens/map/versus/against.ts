/** What is compared with, as the address has it: `2` an edition, `map:shop` another map, `map:shop:2` its edition. */
export interface Against {
  map: string
  edition: string
}

export function against(text: string | null, own: string): Against | null {
  if (!text) return null
  const [what = '', map = '', edition = ''] = text.split(':')
  if (what === 'map') return map && map !== own ? { map, edition } : null
  return /^\d{1,9}$/.test(what) || what === 'draft' ? { map: own, edition: what } : null
}
