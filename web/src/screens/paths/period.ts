/** The bar of filters as a question has it. */

export function asked(moments: Record<string, string>): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of ['from', 'to', 'as_of', 'segment']) {
    const value = moments[name]
    if (value) found[name] = value
  }
  return found
}
