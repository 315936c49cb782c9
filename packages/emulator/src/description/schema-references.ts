import { isObject, type Json, type JsonObject } from '../json.ts'
import { escapeToken, lookUp } from './pointer.ts'
import { toJsonSchema } from './to-json-schema.ts'

const SCHEMAS = '#/components/schemas/'
const MOST_NOTES = 1000

/**
 * Translates the schemas of one document. References to what lies elsewhere in the document (bundlers write
 * `#/paths/...`) lead to a copy among the schemas, so that all of them begin with `#/components/schemas/`.
 */
export class SchemaReader {
  readonly notes: string[] = []
  readonly #root: JsonObject
  readonly #schemas = new Map<string, Json>()
  readonly #queue: [name: string, schema: Json][] = []

  constructor(root: JsonObject) {
    this.#root = root
    const components = lookUp(root, '#/components/schemas')
    if (isObject(components)) this.#queue.push(...Object.entries(components))
  }

  /** The schema as JSON Schema; `place` is named in notes and errors. A schema that is not given allows anything. */
  read(schema: Json | undefined, place: string): JsonObject {
    if (schema === false) return { not: {} }
    if (!isObject(schema)) return {}
    const translated = this.#translate(schema, place)
    return isObject(translated) ? translated : {}
  }

  /** All schemas of the components, and the copies that references made necessary. Call it last. */
  schemas(): JsonObject {
    for (let next = this.#queue.shift(); next; next = this.#queue.shift()) {
      const [name, schema] = next
      if (!this.#schemas.has(name)) this.#schemas.set(name, this.#translate(schema, `the schema "${name}"`))
    }
    return Object.fromEntries(this.#schemas)
  }

  #translate(schema: Json, place: string): Json {
    try {
      return toJsonSchema(schema, {
        note: (problem) => {
          if (this.notes.length < MOST_NOTES) this.notes.push(`In ${place} ${problem}.`)
        },
        reference: (reference) => this.#reference(reference),
      })
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
      throw new TypeError(`The description has a mistake in ${place}: ${error.message}`, { cause: error })
    }
  }

  #reference(reference: string): string | undefined {
    const found = lookUp(this.#root, reference)
    if (typeof found !== 'boolean' && !isObject(found)) return undefined
    // A schema within another may be elsewhere once that one is translated.
    if (reference.startsWith(SCHEMAS) && !reference.slice(SCHEMAS.length).includes('/')) return reference
    this.#queue.push([reference, found])
    return `${SCHEMAS}${escapeToken(reference)}`
  }
}
