/** A number that changes is tinted for a moment: seen by one observer of the sheet, for there are a thousand of them. */

const FIGURE = '[data-figure]'
/** What stands inside a number and is not the number. */
const BESIDE = '.unseen, .ghost-number, .change'
const FADES = { duration: 1_800, easing: 'ease-out' }

/** Watch the numbers of a sheet; returns how to stop: what changed and is not told yet is not told at all. */
export function tinted(root: HTMLElement): () => void {
  const observer = new MutationObserver((changes) => {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return
    const changed = new Set<Element>()
    for (const { target } of changes) {
      const written = target.parentElement
      const figure = written?.closest(FIGURE)
      if (figure && !written?.closest(BESIDE)) changed.add(figure)
    }
    const tint = getComputedStyle(root).getPropertyValue('--accent-line')
    for (const one of changed) one.animate([{ backgroundColor: tint }, { backgroundColor: getComputedStyle(one).backgroundColor }], FADES)
  })
  observer.observe(root, { subtree: true, characterData: true })
  return () => observer.disconnect()
}
