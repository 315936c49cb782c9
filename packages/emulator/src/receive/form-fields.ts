import type { ParameterStyle } from '../description/operation.ts'
import { asObject, isObject, type JsonObject } from '../json.ts'
import { type Field, kindsOf } from './field.ts'
import { createFieldSet, type FieldSet } from './field-set.ts'
import { knownMembers } from './known-members.ts'
import { isJsonType } from './media-type.ts'
import { memberOf } from './members.ts'
import type { RequestSchemas } from './request-schemas.ts'
import { schemaOfMember } from './typed-value.ts'
import { formDecoded } from './urlencoded.ts'

/** `application/x-www-form-urlencoded`, or parts of a multipart. */
export type FormKind = 'urlencoded' | 'multipart'

export interface FormEncoding {
  /** OpenAPI's "Encoding Object" by member. */
  readonly encoding: JsonObject
  readonly sentAs: FormKind
}

const STYLES: readonly string[] = ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject']

/** The members of a form or a multipart as fields. Those that the schema does not name are taken with brackets. */
export function createFormFields(schemas: RequestSchemas, schema: JsonObject, how: FormEncoding): FieldSet {
  const fields = [...knownMembers(schemas, schema).names].map((name) =>
    fieldOf(schemas, schemaOfMember(schemas, schema, name), { name, ...how }),
  )
  return createFieldSet(fields, {
    schemas,
    in: 'body',
    // The parts of a multipart come as they are.
    decode: how.sentAs === 'multipart' ? (raw) => raw : formDecoded,
    other: (name) => schemaOfMember(schemas, schema, name),
  })
}

function fieldOf(
  schemas: RequestSchemas,
  schema: JsonObject,
  { name, ...how }: FormEncoding & { readonly name: string },
): Field {
  const given = asObject(memberOf(how.encoding, name))
  const kinds = kindsOf(schemas, schema)
  const style = isStyle(given.style) ? given.style : 'form'
  const isStyled = given.style !== undefined || given.explode !== undefined
  return {
    name,
    style,
    explode: typeof given.explode === 'boolean' ? given.explode : style === 'form',
    schema,
    kinds,
    isJson:
      typeof given.contentType === 'string'
        ? isJsonType(given.contentType)
        : how.sentAs === 'multipart' && (isObjectAlone(kinds) || isListOfObjects(schemas, schema, kinds)),
    // Vendors whose forms nest leave the style out as often as not.
    takesBrackets: style === 'deepObject' || (!isStyled && kinds.size > 0 && !isTextAlone(kinds)),
  }
}

/** OpenAPI 3.1.0, "Encoding Object": in a multipart, the default content type of an object is JSON. */
function isObjectAlone(kinds: Field['kinds']): boolean {
  return kinds.size === 1 && kinds.has('object')
}

function isListOfObjects(schemas: RequestSchemas, schema: JsonObject, kinds: Field['kinds']): boolean {
  const { items } = schemas.resolve(schema)
  return kinds.size === 1 && kinds.has('array') && isObject(items) && isObjectAlone(kindsOf(schemas, items))
}

function isTextAlone(kinds: Field['kinds']): boolean {
  return kinds.size === 1 && kinds.has('text')
}

function isStyle(value: unknown): value is ParameterStyle {
  return typeof value === 'string' && STYLES.includes(value)
}
