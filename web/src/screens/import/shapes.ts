/** What the server tells of files, tries and runs. */

export interface ColumnGuess {
  header: string
  role: string
  sure: number
  examples: string[]
}

export interface FileTable {
  name: string
  facts: string[]
  mapping: string
  /** `guessed` just now, `saved` by somebody earlier, or our `own` format. */
  kept: 'guessed' | 'saved' | 'own'
  text: string
  rows: number | null
  columns: ColumnGuess[]
  sure: number
  missing: string[]
  preview: { row: number; cells: string[] }[]
}

export interface Looked {
  id: string
  name: string
  tables: FileTable[]
}

export interface LookedHow {
  roles: string[]
  presets: string[]
  timezone: string
  size: number
}

export interface Wish {
  table: number
  roles?: Record<string, string>
  event?: string
  currency?: string
  timezone?: string
  dates?: string
  decimal?: string
  snapshot?: string
  preset?: string
  text?: string
}

export interface BadRow {
  row: number
  code: string
  column: string
  found: string
  message: string
  next: string
  cells: Record<string, string> | string[] | null
}

export interface Checked {
  rows: number
  kept: number
  refused: number
  events: { event: string; n: number }[]
  first: string | null
  last: string | null
  reasons: { code: string; n: number; rows: BadRow[] }[]
  joining: string[]
}

export interface CheckedHow {
  mapping: string
  text: string
  timezone: string
  notes: string[]
}

export interface StageCounts {
  title: string
  entered: number
  present: number
  won: number
  lost: number
}

export interface Run {
  upload: string
  file: string
  several: boolean
  state: 'running' | 'paused' | 'done' | 'stopped' | 'failed'
  fault: { code: string; message: string; next: string } | null
  before: Record<string, StageCounts>
  after: Record<string, StageCounts>
  import?: string
  rows?: number
  total?: number | null
  accepted?: number
  duplicates?: number
  conflicts?: number
  refused?: number
  reasons?: Record<string, number>
  examples?: BadRow[]
  earlier?: boolean
  rate?: number
  left?: number | null
}

export interface Earlier {
  id: string
  file: string
  mapping: string
  started: string
  finished: string | null
  undone: number | null
  rows: number
  accepted: number
  duplicates: number
  refused: number
}

export interface Imports {
  imports: Earlier[]
  runs: Run[]
}
