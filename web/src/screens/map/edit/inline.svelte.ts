/** Writing in place: which text of the map is being written, over which node, and what comes of it. */

import type { Path } from '../../../map/path'

export interface Writing {
  /** Where it lies on the screen: asked again when things move. */
  box: () => DOMRect | null
  /** Whose letters it is written in. */
  like: HTMLElement | null
  value: string
  label: string
  /** The first letters are typed already: the next ones follow them. */
  begun: boolean
  /** Written: `way` says where to go on. */
  commit: (text: string, way: 'stay' | 'right' | 'left') => void
  cancel: () => void
  /** The text in the document, where it is there already. */
  path: Path | null
}

class Inline {
  now = $state.raw<Writing | null>(null)

  open(writing: Writing): void {
    this.now = writing
  }

  close(): void {
    this.now = null
  }
}

export const inline = new Inline()
