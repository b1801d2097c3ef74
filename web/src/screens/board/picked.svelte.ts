/** Who is chosen for one act on many: one by one, a row of them, or all. */

export class Picked {
  keys = $state.raw<ReadonlySet<string>>(new Set())
  /** The one a row begins at. */
  private from = ''

  get size(): number {
    return this.keys.size
  }

  has(key: string): boolean {
    return this.keys.has(key)
  }

  toggle(key: string): void {
    const keys = new Set(this.keys)
    if (!keys.delete(key)) keys.add(key)
    this.keys = keys
    this.from = key
  }

  /** All from the last one chosen to this one, in the order they are seen. */
  reach(key: string, order: string[]): void {
    const [from, to] = [order.indexOf(this.from), order.indexOf(key)]
    if (from < 0 || to < 0) return this.toggle(key)
    const row = order.slice(Math.min(from, to), Math.max(from, to) + 1)
    this.keys = new Set([...this.keys, ...row])
  }

  /** A press on one of them, as a list of files takes it. */
  press(key: string, order: string[], event: { shiftKey: boolean }): void {
    if (event.shiftKey) this.reach(key, order)
    else this.toggle(key)
  }

  all(order: string[]): void {
    this.keys = new Set(order.every((one) => this.keys.has(one)) ? [] : order)
  }

  none(): void {
    this.keys = new Set()
    this.from = ''
  }

  /** Whoever is not seen any more is not meant either. */
  only(order: string[]): void {
    const seen = new Set(order)
    if ([...this.keys].some((one) => !seen.has(one))) this.keys = new Set([...this.keys].filter((one) => seen.has(one)))
  }
}
