/** A screen that shows the draft of a map: the draft is taken up with it, and kept as others leave it. */

import { untrack } from 'svelte'
import { live } from '../app/live.svelte'
import { router } from '../app/router.svelte'
import { draft } from './draft.svelte'

/** Milliseconds between two looks at a file that another program may have changed. */
const BETWEEN = 30_000

/**
 * Called while a screen is set up.
 * @param map whose draft; empty where there is none to show.
 */
export function followDraft(map: () => string): void {
  $effect(() => {
    const wanted = map()
    if (!wanted) return
    const { workspace } = router
    return untrack(() => draft.open(workspace, wanted))
  })
  $effect(() => {
    void live.version
    untrack(() => draft.look())
  })
  // Others' edits are told of as they are made; what was told while the line was down was not heard.
  $effect(() => {
    void live.opened
    const mark = live.told('draft', map())
    untrack(() => draft.hear(mark))
  })
  // A file changed by another program is told by nobody: it is looked for by and by.
  $effect(() => {
    if (!map()) return
    const look = () => { if (!document.hidden) draft.look() }
    const timer = setInterval(look, BETWEEN)
    addEventListener('focus', look)
    return () => {
      clearInterval(timer)
      removeEventListener('focus', look)
    }
  })
}
