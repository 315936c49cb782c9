import { isObject, type Json, type JsonObject } from '../json.ts'
import { APPLICATORS, type Holds, isPattern, isUsable } from './schema-keywords.ts'

export interface Translation {
  /** Hears what was left out: `the pattern "[" is no regular expression`. */
  readonly note?: (problem: string) => void
  /** What to write for a reference; `undefined` leaves it out. */
  readonly reference?: (reference: string) => string | undefined
}

const DEEPEST = 100

/**
 * A schema of OpenAPI 3.0 or 3.1 as JSON Schema 2020-12. They differ in `nullable` and in boolean
 * `exclusiveMinimum` and `exclusiveMaximum` (OpenAPI 3.0.3, "Schema Object"). Examples are left out, and so is
 * what no validator can use, with a note. Throws a `TypeError` for schemas nested deeper than 100 levels.
 */
export function toJsonSchema(schema: Json, translation: Translation = {}): Json {
  return new Translator(translation).schema(schema, 0)
}

/** Keywords that say nothing of a value, or that are translated below. */
const DROPPED = new Set([
  '$schema',
  'discriminator',
  'example',
  'examples',
  'externalDocs',
  'nullable',
  'xml',
])

const COMBINATIONS = ['$ref', 'allOf', 'anyOf', 'oneOf', 'not']
const BOUNDS = [
  ['minimum', 'exclusiveMinimum'],
  ['maximum', 'exclusiveMaximum'],
] as const

class Translator {
  readonly #translation: Translation

  constructor(translation: Translation) {
    this.#translation = translation
  }

  schema(node: Json, depth: number): Json {
    if (depth > DEEPEST) throw new TypeError(`A schema is nested deeper than ${DEEPEST} levels.`)
    if (!isObject(node)) return node
    const source = withPrefixItems(withBounds(node))
    const kept = Object.entries(source).flatMap(([keyword, value]): [string, Json][] => {
      if (DROPPED.has(keyword)) return []
      const translated = this.#keyword(keyword, value, depth)
      return translated === undefined ? [] : [[keyword, translated]]
    })
    const schema = Object.fromEntries(kept)
    return node.nullable === true ? withNull(schema) : schema
  }

  #keyword(keyword: string, value: Json, depth: number): Json | undefined {
    if (!isUsable(keyword, value)) return this.#leaveOut(`the value of "${keyword}" is none that it can have`)
    if (keyword === '$ref') return this.#reference(String(value))
    if (keyword === 'pattern' && !isPattern(String(value))) return this.#badPattern(String(value))
    const holds = APPLICATORS.get(keyword)
    if (!holds) return value
    const held = this.#held(holds, value, depth + 1)
    return keyword === 'patternProperties' && isObject(held) ? this.#patterns(held) : held
  }

  #held(holds: Holds, value: Json, depth: number): Json {
    if (Array.isArray(value)) return value.map((item: Json) => this.schema(item, depth))
    if (holds === 'schema' || !isObject(value)) return this.schema(value, depth)
    return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, this.schema(child, depth)]))
  }

  #reference(reference: string): string | undefined {
    const { reference: find } = this.#translation
    const found = find ? find(reference) : reference
    return found ?? this.#leaveOut(`the reference "${reference}" leads nowhere`)
  }

  #patterns(held: JsonObject): JsonObject {
    const usable = Object.entries(held).filter(([source]) => isPattern(source) || this.#badPattern(source))
    return Object.fromEntries(usable)
  }

  #badPattern(source: string): undefined {
    return this.#leaveOut(`the pattern "${source}" is no regular expression of JavaScript (flag u)`)
  }

  #leaveOut(problem: string): undefined {
    this.#translation.note?.(problem)
    return undefined
  }
}

function withBounds(node: JsonObject): JsonObject {
  let result = node
  for (const [bound, exclusive] of BOUNDS) {
    const flag = result[exclusive]
    if (typeof flag !== 'boolean') continue
    const { [bound]: limit, [exclusive]: _, ...rest } = result
    if (limit === undefined) result = rest
    else result = { ...rest, [flag ? exclusive : bound]: limit }
  }
  return result
}

/** JSON Schema 2020-12 writes as `prefixItems` what was a list under `items` before. */
function withPrefixItems(node: JsonObject): JsonObject {
  if (!Array.isArray(node.items)) return node
  const { items, additionalItems, ...rest } = node
  return { ...rest, prefixItems: items, ...(additionalItems === undefined ? {} : { items: additionalItems }) }
}

/** OpenAPI 3.0.3 lets `null` in by `type` alone; vendors mean it beside references, combinations and lists too. */
function withNull(schema: JsonObject): JsonObject {
  if (COMBINATIONS.some((keyword) => schema[keyword] !== undefined)) {
    const { readOnly, writeOnly } = schema
    return {
      anyOf: [schema, { type: 'null' }],
      ...(readOnly === undefined ? {} : { readOnly }),
      ...(writeOnly === undefined ? {} : { writeOnly }),
    }
  }
  const { type, enum: values } = schema
  return {
    ...schema,
    ...(type === undefined ? {} : { type: [...new Set([type, 'null'].flat())] }),
    ...(Array.isArray(values) && !values.includes(null) ? { enum: [...values, null] } : {}),
  }
}
