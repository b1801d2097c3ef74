/** Addresses of the people behind numbers: there are a thousand of them, so the common part is made once. */

import { router } from '../../app/router.svelte'

const PLACE = 'FIGURE'

class Links {
  /** It changes with the map and the filters, and not with what is selected. */
  private pattern = $derived(router.to('people', [PLACE]))

  to(figure: string): string {
    return this.pattern.replace(PLACE, figure.split('/').map(encodeURIComponent).join('/'))
  }
}

export const links = new Links()
