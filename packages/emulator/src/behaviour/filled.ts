import type { Json, JsonObject } from '../json.ts'

/** What a template may speak of: `{body.title}` is `title` in `body`. */
export type Variables = Readonly<Record<string, unknown>>

export interface FindWhere {
  readonly scope: readonly string[]
  readonly member: string
  readonly value: Json
}

/** What a template can ask of the emulator, beside its variables. */
export interface TemplateWorld {
  /** A new identifier of a pattern such as `cus_{base62:14}`; always the same one for a seed. */
  identifier(pattern: string, seed?: string): string
  /** The next number of a counter: from 1, and beyond `above`. */
  next(counter: string, above?: number): number
  /** The highest number that a member has in a collection; 0 where there is none. */
  highest(resource: string, scope: readonly string[], member: string): number
  /** The record of a resource that has the value in that member. */
  find(resource: string, where: FindWhere): JsonObject | undefined
  /** All records of a collection, oldest first. */
  records(resource: string, scope: readonly string[]): readonly JsonObject[]
  /** Schema-valid data of a schema of the description. */
  generate(schema: string, seed: string): Json
}

/** A template that is ready to be filled in. Gives `undefined` where it says nothing. */
export type Filled = (variables: Variables, world: TemplateWorld) => Json | undefined
