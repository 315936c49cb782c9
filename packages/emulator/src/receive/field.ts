import type { ParameterStyle } from '../description/operation.ts'
import { asObjects, type Json, type JsonObject } from '../json.ts'
import type { KnownMembers } from './known-members.ts'
import type { RequestSchemas } from './request-schemas.ts'
import { typesOf } from './typed-value.ts'

/** What a value can be, as far as its style writes them differently. */
export type Kind = 'text' | 'array' | 'object'

/** A parameter, or a member of a form, and how its text is read. */
export interface Field {
  readonly name: string
  readonly style: ParameterStyle
  readonly explode: boolean
  /** Made ready for requests. */
  readonly schema: JsonObject
  readonly kinds: ReadonlySet<Kind>
  /** The text is JSON. */
  readonly isJson: boolean
  /** Nested data comes under names with brackets. */
  readonly takesBrackets: boolean
  /** Of an object with brackets, where others are to be told. */
  readonly known?: KnownMembers
}

const DEEPEST = 6

/** The kinds that a schema allows, over references and combinations; none when it says nothing. */
export function kindsOf(schemas: RequestSchemas, schema: JsonObject, depth = 0): ReadonlySet<Kind> {
  const found = schemas.resolve(schema)
  const own = ownKinds(found)
  if (own.length > 0 || depth >= DEEPEST) return new Set(own)
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => asObjects(found[keyword]))
  const listed: Kind[] = found.enum === undefined && found.const === undefined ? [] : ['text']
  return new Set([...parts.flatMap((part) => [...kindsOf(schemas, part, depth + 1)]), ...listed])
}

function ownKinds(schema: JsonObject): readonly Kind[] {
  const types = typesOf(schema).filter((type) => type !== 'null')
  if (types.length === 0) return schema.properties === undefined ? [] : ['object']
  return types.map((type) => (type === 'array' || type === 'object' ? type : 'text'))
}

/** OpenAPI 3.1.0, "Encoding Object": each item of a list may be JSON of its own, under the same name. */
export function joinedJson(field: Pick<Field, 'kinds'> | undefined, values: readonly Json[]): Json {
  const last = values.at(-1) ?? null
  return field?.kinds.has('array') && !Array.isArray(last) ? values : last
}
