import type { JsonObject } from '../json.ts'

/** A search text, understood. */
export interface Query {
  matches(record: JsonObject): boolean
  /** Collections that it names, where it does: `repo:acme/site` is `['acme', 'site']`. */
  readonly scopes?: readonly (readonly string[])[]
}

export interface QueryOptions {
  /** Names of the language to paths of members: `{ "is": "state" }`. */
  readonly names: Readonly<Record<string, unknown>>
  /** Members that bare words are looked for in. */
  readonly words: readonly string[]
}

/** Reads a search text; `undefined` when it is no text of the language. */
export type QueryLanguage = (text: string, options: QueryOptions) => Query | undefined
