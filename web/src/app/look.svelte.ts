/** How the app looks to this person: by the system, light or dark; roomy or compact. */

export type Theme = 'system' | 'light' | 'dark'
export type Density = 'comfortable' | 'compact'

class Look {
  theme = $state<Theme>('system')
  density = $state<Density>('comfortable')
  private system = matchMedia('(prefers-color-scheme: dark)')

  start(): void {
    const asked = new URLSearchParams(location.search).get('theme')
    this.theme = (asked ?? kept('theme') ?? 'system') as Theme
    this.density = (kept('density') ?? 'comfortable') as Density
    this.system.addEventListener('change', () => this.show())
    this.show()
  }

  turn(theme: Theme): void {
    this.theme = theme
    keep('theme', theme)
    this.show()
  }

  pack(density: Density): void {
    this.density = density
    keep('density', density)
    this.show()
  }

  private show(): void {
    const dark = this.theme === 'dark' || (this.theme === 'system' && this.system.matches)
    document.documentElement.dataset.theme = dark ? 'dark' : 'light'
    document.documentElement.dataset.density = this.density
  }
}

/** What this browser remembers; a browser that may not remember is no fault. */
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`tropa.${name}`)
  } catch {
    return null
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`tropa.${name}`, value)
  } catch {
    /* private windows forget */
  }
}

export const look = new Look()
