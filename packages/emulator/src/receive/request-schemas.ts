import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Description } from '../description/operation.ts'
import { lookUp } from '../description/pointer.ts'
import { asObject, isObject, type Json, type JsonObject } from '../json.ts'
import { DESCRIPTION, toRequestSchema } from './to-request-schema.ts'

const OPTIONS = {
  allErrors: true,
  strict: false,
  validateSchema: false,
  logger: false,
  // `constructor` is not given because every object has one.
  ownProperties: true,
  // Errors name their schema and value, which tells the branches of a choice apart.
  verbose: true,
} as const

const LONGEST = 32

/** The schemas of one description, made ready for requests and compiled when they are first needed. */
export class RequestSchemas {
  readonly #description: Description
  readonly #validators = new WeakMap<JsonObject, ValidateFunction>()
  #root: JsonObject | undefined
  #ajv: Ajv2020 | undefined

  constructor(description: Description) {
    this.#description = description
  }

  /** The schema as requests are checked by it. Read it once and keep it: what is compiled is known by identity. */
  read(schema: Json): JsonObject {
    const read = toRequestSchema(this.#description.schemas, schema)
    return isObject(read) ? read : {}
  }

  /** The schema itself, or the one that it refers to. Given and returned are schemas that were read. */
  resolve(schema: JsonObject): JsonObject {
    let found = schema
    for (let step = 0; step < LONGEST; step += 1) {
      if (typeof found.$ref !== 'string') return found
      const target = lookUp(this.#components(), found.$ref.slice(DESCRIPTION.length))
      found = asObject(target)
    }
    return {}
  }

  /** Throws a `TypeError` for a schema that no validator can be made of. */
  validator(schema: JsonObject): ValidateFunction {
    const known = this.#validators.get(schema)
    if (known) return known
    const compiled = this.#compile(schema)
    this.#validators.set(schema, compiled)
    return compiled
  }

  fits(schema: JsonObject, value: Json): boolean {
    return this.validator(schema)(value)
  }

  #compile(schema: JsonObject): ValidateFunction {
    this.#ajv ??= createAjv(this.#components())
    try {
      return this.#ajv.compile(schema)
    } catch (error) {
      const reason = error instanceof Error ? error.message : 'unknown'
      throw new TypeError(`a schema cannot be used: ${reason}`, { cause: error })
    }
  }

  #components(): JsonObject {
    const { schemas } = this.#description
    this.#root ??= {
      components: {
        schemas: Object.fromEntries(
          Object.entries(schemas).map(([name, schema]) => [name, toRequestSchema(schemas, schema)]),
        ),
      },
    }
    return this.#root
  }
}

function createAjv(root: JsonObject): Ajv2020 {
  const ajv = new Ajv2020(OPTIONS)
  formats.default(ajv)
  ajv.addSchema({ ...root, $id: DESCRIPTION })
  return ajv
}
