/** Parts of the sentences of the whole product (see vite.words.ts). */

declare module '*.json?first' {
  const sentences: Record<string, string>
  export default sentences
}

declare module '*.json?rest' {
  const sentences: Record<string, string>
  export default sentences
}

/** The words of answers. */
declare module '*.json?ask' {
  const ask: {
    column: Record<string, string>
    column_of: Record<string, Record<string, string>>
    word: Record<string, Record<string, string>>
    node: Record<string, string>
    other: string
    no_value: string
  }
  export default ask
}
