/** What the server tells of files, tries and runs. */

export type {
  BadRow, Checked, CheckedHow, ColumnGuess, EarlierImport as Earlier, FileTable, Imports, ImportUndone, Looked, LookedHow, MoreEvent,
  Run, Sent, StageCounts, Wish,
} from '../../api/types'

/** An event the map binds a touchpoint to. */
export interface Known { event: string; title: string }
