/** What the screen an address names will ask first, asked while its words and scripts are on their way. */

import { askAhead, type Query } from '../api/client'
import { firstLanguage } from '../kit/words.svelte'
import { router } from './router.svelte'

/** Everything the map shows. */
export function pictureAddress(map: string): string {
  return `/api/map/${encodeURIComponent(map)}/screen`
}

/** Of whom and when; the server says a few captions of its own in the reader's language. */
export function pictureQuery(lang: string): Query {
  return { ...router.moments, compare: router.compare, lang }
}

export function askFirst(): void {
  if (router.map && router.screen === 'map') askAhead(pictureAddress(router.map), pictureQuery(firstLanguage()))
}
