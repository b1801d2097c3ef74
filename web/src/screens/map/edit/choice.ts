/** What a menu offers. */

export interface Choice {
  text: string
  run?: () => void
  /** Choices behind this one. */
  more?: Choice[]
  bad?: boolean
  off?: boolean
  hint?: string
}
