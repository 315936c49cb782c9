import { checkArray, checkNumber, checkObject, checkString } from './interpret-keywords.ts'
import { checkChoice, checkType, kindOf } from './interpret-type.ts'

/** JSON Schema as it stands in JSON: read, never trusted and never turned into code. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** One thing that does not fit, in the form that Ajv has for it. */
export interface SchemaError {
  readonly keyword: string
  /** JSON Pointer to the value. */
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message: string
}

export interface InterpretOptions {
  /** Whether a text holds a match of the pattern. */
  readonly matches: (pattern: string, text: string) => boolean
  readonly fits: (format: string, text: string) => boolean
  /** Errors after which nothing more is looked at. */
  readonly maxErrors: number
  /** Pairs of schema and value that may be looked at; a value that takes more does not fit. */
  readonly maxSteps: number
  /** What `#/$defs/name` leads to. Only schemas of our own have any. */
  readonly definitions?: Readonly<Record<string, JsonSchema>>
}

/** A value, its schema, and where both are. */
export interface Place {
  readonly schema: JsonSchema
  readonly value: unknown
  readonly at: string
  readonly by: string
}

/**
 * What does not fit a schema of the closed subset: `type`, `enum`, `const`, `properties`, `required`,
 * `additionalProperties`, `patternProperties`, `items`, `anyOf`, the `min` and `max` keywords, `pattern` and
 * `format`, all with Ajv's meaning. Other keywords say nothing.
 */
export function interpretSchema(
  schema: JsonSchema,
  value: unknown,
  options: InterpretOptions,
): SchemaError[] {
  const walk = new Walk(options)
  walk.check({ schema, value, at: '', by: '#' })
  // Said last: within alternatives it would be lost, and what was not looked at would seem to fit.
  return walk.exhausted ? [...walk.errors, TOO_LONG] : walk.errors
}

/** What is said of a value that takes too long. */
export const TOO_LONG: SchemaError = {
  keyword: 'size',
  instancePath: '',
  schemaPath: '#/size',
  params: {},
  message: 'hold more than can be looked at',
}

/** One reading of a value: what was found, and how much was looked at. */
export class Walk {
  readonly options: InterpretOptions
  errors: SchemaError[] = []
  #steps = 0

  constructor(options: InterpretOptions) {
    this.options = options
  }

  /** False once there is nothing more to be said, or once it takes too long. */
  get goesOn(): boolean {
    return this.errors.length < this.options.maxErrors && !this.exhausted
  }

  get exhausted(): boolean {
    return this.#steps > this.options.maxSteps
  }

  check(place: Place): void {
    this.#steps++
    if (!this.goesOn) return
    const { $ref } = place.schema
    if (typeof $ref === 'string') this.#follow(place, $ref)
    else this.#checkKeywords(place)
  }

  /** In Ajv's order, so that the first problems are the same: what is wrong with the type stands with the type's words. */
  #checkKeywords(place: Place): void {
    const kind = kindOf(place.schema)
    if (kind === undefined) checkType(this, place)
    for (const [name, check] of GROUPS) {
      if (kind === name) checkType(this, place)
      check(this, place)
    }
  }

  report({ at, by }: Place, keyword: string, said: Pick<SchemaError, 'params' | 'message'>): void {
    this.errors.push({ keyword, instancePath: at, schemaPath: `${by}/${keyword}`, ...said })
  }

  #follow(place: Place, reference: string): void {
    const target = this.options.definitions?.[reference.replace('#/$defs/', '')]
    if (target === undefined) throw new TypeError(`nothing is defined at ${reference}`)
    this.check({ ...place, schema: target })
  }

  checkAnyOf(place: Place): void {
    const { anyOf } = place.schema
    if (!Array.isArray(anyOf)) return
    const before = this.errors
    const tried: SchemaError[] = []
    for (const [index, branch] of anyOf.entries()) {
      this.errors = []
      this.check({ ...place, schema: branch, by: `${place.by}/anyOf/${index}` })
      const fits = this.errors.length === 0
      tried.push(...this.errors)
      this.errors = before
      if (fits) return
    }
    before.push(...tried)
    this.report(place, 'anyOf', { params: {}, message: 'must match a schema in anyOf' })
  }
}

type Check = (walk: Walk, place: Place) => void

const GROUPS: readonly (readonly [kind: string, check: Check])[] = [
  ['number', checkNumber],
  ['string', checkString],
  [
    '',
    (walk, place) => {
      checkChoice(walk, place)
      walk.checkAnyOf(place)
    },
  ],
  ['array', checkArray],
  ['object', checkObject],
]
