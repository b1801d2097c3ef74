/** The words of answers: a part of the sentences of the whole product (see vite.config.ts). */
declare module '*.json?ask' {
  export const ask: {
    column: Record<string, string>
    column_of: Record<string, Record<string, string>>
    word: Record<string, Record<string, string>>
    node: Record<string, string>
    other: string
    no_value: string
  }
}
