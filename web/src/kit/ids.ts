/** A name of one's own for something that is sent: sent twice under it, it is there once. */
export function freshId(kind: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12))
  return `${kind}-${[...bytes].map((one) => one.toString(16).padStart(2, '0')).join('')}`
}
