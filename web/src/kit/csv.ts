/** Tables as files: commas, quotes where needed, and nothing a spreadsheet would run. */

export type Cell = string | number | null | undefined

const RUNS = /^[=+\-@\t\r\0]/
const QUOTED = /[",\n\r]/

/** One cell; a text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvCell(value: Cell): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const safe = RUNS.test(value) ? `'${value}` : value
  return QUOTED.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export function csvText(head: string[], rows: Cell[][]): string {
  return [head, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n') + '\r\n'
}

/** Hand a table out as a file; the mark at its beginning tells spreadsheets that it is UTF-8. */
export function saveCsv(name: string, head: string[], rows: Cell[][]): void {
  const file = new Blob(['\ufeff', csvText(head, rows)], { type: 'text/csv;charset=utf-8' })
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = `${fileName(name)}.csv`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 1_000)
}

/** What a file may be called on any system. */
export function fileName(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/[\u0000-\u001f<>:"/\\|?*]+/g, ' ').replace(/\s+/g, ' ').trim().slice(0, 80) || 'tropa'
}
