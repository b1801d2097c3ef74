/** Months as the address has them: `2026-11`. */

export interface Month {
  key: string
  year: number
  month: number
}

export function monthOf(key: string | null): Month | null {
  const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(key ?? '')
  return found ? { key: found[0], year: Number(found[1]), month: Number(found[2]) } : null
}

export function shifted(from: Month, by: number): Month {
  const at = from.year * 12 + from.month - 1 + by
  const year = Math.floor(at / 12)
  const month = (at % 12) + 1
  return { key: `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}`, year, month }
}

/** From its first day to the first day of the next. */
export function period(month: Month): { from: string; to: string } {
  return { from: `${month.key}-01`, to: `${shifted(month, 1).key}-01` }
}

export function named(month: Month, language: 'ru' | 'en'): string {
  const date = new Date(Date.UTC(month.year, month.month - 1, 15))
  return new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-US', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(date)
}
