/**
 * The address bar holds everything: `/w/WORKSPACE/MAP/SCREEN/REST?from=…&to=…`.
 * What is after the question mark follows from screen to screen, except what belongs to one.
 */

export type ScreenName = 'map' | 'funnel' | 'paths' | 'people' | 'person' | 'board' | 'questions' | 'month' | 'import' | 'tracking' | 'settings' | 'build' | 'templates'

/** What follows between screens. */
const SHARED = ['from', 'to', 'as_of', 'edition', 'segment', 'persona', 'compare', 'lang']

/** What only one map knows. */
const OF_MAP = ['edition', 'segment', 'persona']

class Router {
  path = $state(location.pathname)
  query = $state.raw(new URLSearchParams(location.search))
  /** Where to scroll back to, by address. */
  private places = new Map<string, number>()
  /** Set when somebody stepped back: how far down the page they were; a screen takes it when drawn. */
  place: number | null = null

  workspace = $derived(decodeURIComponent(this.path.split('/')[2] ?? ''))
  map = $derived(decodeURIComponent(this.path.split('/')[3] ?? ''))
  screen = $derived((this.path.split('/')[4] || 'map') as ScreenName)
  rest = $derived(this.path.split('/').slice(5).map(decodeURIComponent))

  start(): void {
    addEventListener('popstate', () => {
      this.place = this.places.get(location.href) ?? null
      this.read()
    })
    addEventListener('click', (event) => {
      if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
      const link = event.target instanceof Element ? event.target.closest('a') : null
      if (!link || link.target || link.hasAttribute('download') || link.origin !== location.origin) return
      if (!link.pathname.startsWith('/w/')) return
      event.preventDefault()
      this.go(link.pathname + link.search)
    })
  }

  /** The address of a screen, with what follows between screens. */
  to(screen: ScreenName, rest: (string | number)[] = [], more: Record<string, string> = {}, map = this.map): string {
    const query = new URLSearchParams()
    for (const name of SHARED) {
      // Another map has other people.
      if (map !== this.map && OF_MAP.includes(name)) continue
      const value = this.query.get(name)
      if (value) query.set(name, value)
    }
    for (const [name, value] of Object.entries(more)) query.set(name, value)
    const parts = ['', 'w', this.workspace, map, screen, ...rest.map(String)].map(encodeURIComponent)
    const written = query.toString()
    return parts.join('/') + (written ? `?${written}` : '')
  }

  go(address: string, replace = false): void {
    const page = document.getElementById('main')
    const path = location.pathname
    if (!replace) this.places.set(location.href, page?.scrollTop ?? 0)
    this.place = null
    history[replace ? 'replaceState' : 'pushState'](null, '', address)
    if (location.pathname !== path) page?.scrollTo({ top: 0 })
    this.read()
  }

  /** Change what is after the question mark; null takes a name away. */
  set(values: Record<string, string | null>, replace = false): void {
    const query = new URLSearchParams(this.query)
    for (const [name, value] of Object.entries(values)) {
      if (value === null || value === '') query.delete(name)
      else query.set(name, value)
    }
    const written = query.toString()
    this.go(location.pathname + (written ? `?${written}` : ''), replace)
  }

  /** The bar of filters as the server takes it: moments, and of whom numbers are asked. */
  get moments(): Record<string, string> {
    return this.some('from', 'to', 'as_of', 'edition', 'segment', 'persona')
  }

  /** Of whom alone. */
  get whom(): Record<string, string> {
    return this.some('segment', 'persona')
  }

  /** What the period is compared with; nothing where there is no period. */
  get compare(): string {
    return this.query.get('from') ? (this.query.get('compare') ?? '') : ''
  }

  private some(...names: string[]): Record<string, string> {
    const found: Record<string, string> = {}
    for (const name of names) {
      const value = this.query.get(name)
      if (value) found[name] = value
    }
    return found
  }

  private read(): void {
    this.path = location.pathname
    this.query = new URLSearchParams(location.search)
  }
}

export const router = new Router()
