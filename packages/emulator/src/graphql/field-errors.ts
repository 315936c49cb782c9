import type { GraphQLError, GraphQLFormattedError } from 'graphql'
import type { Filled, TemplateWorld, Variables } from '../behaviour/filled.ts'
import { PROBLEMS } from '../behaviour/problems.ts'
import { prepare } from '../behaviour/template.ts'
import { asObject, type Json, type JsonObject } from '../json.ts'

/** An error of a field, in the vendor's words. */
class FieldError extends Error {
  readonly words: JsonObject

  constructor(words: JsonObject) {
    super(String(words.message))
    this.words = words
  }
}

/** What the emulator itself tells, beside the problems. */
const OWN = ['syntax', 'validation', 'variables', 'complexity', 'operation', 'internal']

/** The vendor's words for what stands in `errors` of an answer. */
export class FieldErrors {
  readonly #templates: ReadonlyMap<string, Filled>
  readonly #world: TemplateWorld

  /** Throws a `TypeError` for an error that nothing tells. */
  constructor(
    templates: Readonly<Record<string, unknown>>,
    world: TemplateWorld,
    extra: readonly string[] = [],
  ) {
    this.#world = world
    for (const name of Object.keys(templates)) {
      if (!Object.hasOwn(PROBLEMS, name) && !OWN.includes(name) && !extra.includes(name))
        throw new TypeError(`Nothing tells the error "${name}".`)
    }
    this.#templates = new Map(
      Object.entries(templates).map(([name, template]) => [name, prepare(template as Json)]),
    )
  }

  words(problem: string, variables: Variables): JsonObject {
    const told = asObject(PROBLEMS[problem as keyof typeof PROBLEMS]).message
    const message = typeof variables.message === 'string' ? variables.message : String(told ?? problem)
    const words = asObject(this.#templates.get(problem)?.({ ...variables, message }, this.#world))
    return { message, ...words }
  }

  error(problem: string, variables: Variables): FieldError {
    return new FieldError(this.words(problem, variables))
  }

  /** An error of the execution with its place in the answer. */
  format(error: GraphQLError): JsonObject {
    const { message, locations, path } = error.toJSON() as GraphQLFormattedError
    const { originalError } = error
    const words =
      originalError instanceof FieldError ? originalError.words : this.words('internal', { message })
    return {
      ...words,
      ...(locations && { locations: locations.map(({ line, column }) => ({ line, column })) }),
      ...(path && { path: [...path] }),
    }
  }
}
