/** How numbers, money, shares and times are written; the server's `words/amounts.py` is the model. */

type Language = 'ru' | 'en'

const LOCALE: Record<Language, string> = { ru: 'ru-RU', en: 'en-US' }
const MICROS = 1_000_000
const UNITS: [number, Record<Language, string>][] = [
  [86_400, { ru: 'дн', en: 'd' }],
  [3_600, { ru: 'ч', en: 'h' }],
  [60, { ru: 'мин', en: 'min' }],
  [1, { ru: 'с', en: 's' }],
]
const formats = new Map<string, Intl.NumberFormat>()

function format(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options)
  let found = formats.get(key)
  if (!found) formats.set(key, (found = new Intl.NumberFormat(LOCALE[language], options)))
  return found
}

/** 12840 → «12 840», “12,840”; four figures are parted too. */
export function count(value: number | null | undefined, language: Language, digits = 0): string {
  if (value == null) return '—'
  const shown = format(language, { maximumFractionDigits: digits, minimumFractionDigits: digits, useGrouping: true })
  return shown.format(value).replace('-', '−')
}

/** 0.362 → «36,2 %», “36.2%”. */
export function percent(share: number | null | undefined, language: Language, digits = 1): string {
  if (share == null) return '—'
  return format(language, { style: 'percent', maximumFractionDigits: digits }).format(share).replace('-', '−')
}

/** A difference of shares in points, with its sign: «▼ 4,0». */
export function points(difference: number, language: Language): string {
  const shown = count(Math.abs(difference) * 100, language, 1)
  return `${difference < 0 ? '▼' : '▲'} ${shown}`
}

/** Minor units as money by its order: «41,2 млн ₽». */
export function money(minor: number | null | undefined, currency: string, language: Language, short = true): string {
  if (minor == null) return '—'
  const major = minor / 100
  const options: Intl.NumberFormatOptions = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }
  if (short && Math.abs(major) >= 1e6) {
    options.notation = 'compact'
    options.maximumFractionDigits = Math.abs(major) >= 1e8 ? 0 : 1
  } else {
    options.maximumFractionDigits = Number.isInteger(major) || Math.abs(major) >= 1e4 ? 0 : 2
  }
  return format(language, options).format(major).replace('-', '−')
}

/** A length of time by the biggest unit that leaves a readable number: «26 ч», “4 d”. */
export function duration(micros: number | null | undefined, language: Language): string {
  if (micros == null) return '—'
  const seconds = Math.abs(micros) / MICROS
  for (const [size, word] of UNITS) {
    if (seconds >= size * (size >= 3_600 ? 2 : 1) || size === 1) {
      const value = seconds / size
      const digits = value < 10 && Math.abs(value - Math.round(value)) >= 0.05 ? 1 : 0
      return `${count(value, language, digits)}\u00a0${word[language]}`
    }
  }
  return ''
}

/** The time of day by itself. */
export function timeOfDay(at: string, language: Language, zone?: string): string {
  const options: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }
  if (zone) options.timeZone = zone
  return new Intl.DateTimeFormat(LOCALE[language], options).format(new Date(at))
}

/** A day, and the time of day where it says something. */
export function moment(at: string | number | null | undefined, language: Language, zone?: string, time = true): string {
  if (at == null) return '—'
  const date = new Date(typeof at === 'number' ? at / 1000 : at)
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'long' }
  if (zone) options.timeZone = zone
  if (date.getFullYear() !== new Date().getFullYear()) options.year = 'numeric'
  if (time) Object.assign(options, { hour: '2-digit', minute: '2-digit' })
  return new Intl.DateTimeFormat(LOCALE[language], options).format(date)
}

/** A day where there is little room: «25 окт.», “Oct 25”; the text itself where it is no day. */
export function briefDay(at: string, language: Language): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short', timeZone: 'UTC' }
  if (date.getUTCFullYear() !== new Date().getUTCFullYear()) options.year = 'numeric'
  return new Intl.DateTimeFormat(LOCALE[language], options).format(date)
}
