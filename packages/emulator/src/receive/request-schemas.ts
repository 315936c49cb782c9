import type { ValidateFunction } from 'ajv'
import { Ajv2020 } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import type { Description } from '../description/operation.ts'
import { lookUp } from '../description/pointer.ts'
import { asObject, isObject, type Json, type JsonObject } from '../json.ts'
import { DESCRIPTION, toRequestSchema } from './to-request-schema.ts'
import { UNIQUE_ITEMS } from './unique-items.ts'

const OPTIONS = {
  strict: false,
  validateSchema: false,
  logger: false,
  // `constructor` is not given because every object has one.
  ownProperties: true,
  // Errors name their schema and value, which tells the branches of a choice apart.
  verbose: true,
  // `1e999` is read as Infinity, which is no number of JSON.
  strictNumbers: true,
  // 19.99 is a multiple of 0.01, though not in floating point.
  multipleOfPrecision: 9,
} as const

const LONGEST = 32

/** Everything that is wrong with a value, or what is found first: the errors of a large value take long to collect. */
export type Thoroughness = 'all' | 'first'

/** A way to validate, and what it has compiled. */
interface Checker {
  readonly ajv: Ajv2020
  readonly validators: WeakMap<JsonObject, ValidateFunction>
}

/** The schemas of one description, made ready for requests and compiled when they are first needed. */
export class RequestSchemas {
  readonly #description: Description
  readonly #checkers = new Map<Thoroughness, Checker>()
  #root: JsonObject | undefined

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
  validator(schema: JsonObject, told: Thoroughness = 'all'): ValidateFunction {
    const checker = this.#checkers.get(told) ?? {
      ajv: createAjv(this.#components(), told),
      validators: new WeakMap(),
    }
    this.#checkers.set(told, checker)
    const known = checker.validators.get(schema)
    if (known) return known
    const compiled = compile(checker.ajv, schema)
    checker.validators.set(schema, compiled)
    return compiled
  }

  fits(schema: JsonObject, value: Json): boolean {
    return this.validator(schema)(value)
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

function compile(ajv: Ajv2020, schema: JsonObject): ValidateFunction {
  try {
    return ajv.compile(schema)
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown'
    throw new TypeError(`a schema cannot be used: ${reason}`, { cause: error })
  }
}

function createAjv(root: JsonObject, told: Thoroughness): Ajv2020 {
  const ajv = new Ajv2020({ ...OPTIONS, allErrors: told === 'all' })
  formats.default(ajv)
  ajv.removeKeyword('uniqueItems')
  ajv.addKeyword(UNIQUE_ITEMS)
  ajv.addSchema({ ...root, $id: DESCRIPTION })
  return ajv
}
