/** The sheet a map is printed on: its size, and how much larger than A4 things may stand on it. */

export const SIZES = ['A4', 'A3', 'A2', 'A1', 'A0'] as const
export type Size = (typeof SIZES)[number]

/** Millimetres of a lying sheet. */
const SHEET: Record<Size, [wide: number, high: number]> = { A4: [297, 210], A3: [420, 297], A2: [594, 420], A1: [841, 594], A0: [1189, 841] }
const MARGIN = 8
const PX_A_MM = 96 / 25.4

class Paper {
  size = $state<Size>('A4')
  /** The map made as small as one sheet wants, or as many pages as it needs to be read. */
  pages = $state(false)
  private rule: HTMLStyleElement | null = null

  /** Pixels that can be printed on. */
  get inside(): { wide: number; high: number } {
    const [wide, high] = SHEET[this.size]
    return { wide: (wide - 2 * MARGIN) * PX_A_MM, high: (high - 2 * MARGIN) * PX_A_MM }
  }

  /** What stands on a larger sheet is read from farther away. */
  get most(): number {
    return SHEET[this.size][0] / SHEET.A4[0]
  }

  /** Pages are of this size until `put` is called: another screen has its own. */
  take(): void {
    this.put()
    this.rule = document.createElement('style')
    const [wide, high] = SHEET[this.size]
    // Style sheets know A4 and A3 by name, larger ones by millimetres alone.
    this.rule.textContent = `@page { size: ${wide}mm ${high}mm; margin: ${MARGIN}mm; }`
    document.head.append(this.rule)
  }

  put(): void {
    this.rule?.remove()
    this.rule = null
  }
}

export const paper = new Paper()
