/** The map's numbers beside another period's: there are a thousand of them, each finds its own by name. */

import type { FigureChange } from '../../kit/compared'

class ComparedFigures {
  figures = $state.raw<Record<string, FigureChange> | null>(null)

  of(figure: string): FigureChange | undefined {
    return this.figures?.[figure]
  }
}

export const compared = new ComparedFigures()
