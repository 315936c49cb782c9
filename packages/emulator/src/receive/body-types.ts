import type { MediaType, Operation } from '../description/operation.ts'
import { asObject, type JsonObject } from '../json.ts'
import type { FieldSet } from './field-set.ts'
import { createFormFields, type FormKind } from './form-fields.ts'
import { type KnownMembers, knownMembers } from './known-members.ts'
import { describedType, essence, isJsonType } from './media-type.ts'
import { memberOf } from './members.ts'
import type { RequestSchemas } from './request-schemas.ts'
import { typesOf } from './typed-value.ts'

/** A media type that an operation takes. */
export interface BodyType {
  /** As the description spells it. */
  readonly name: string
  /** Made ready for requests. */
  readonly schema: JsonObject
  readonly known: KnownMembers
  /** The body is a file, whatever its type. */
  readonly isBinary: boolean
  /** The description names a range of types: what comes may be a file as well as data. */
  readonly isRange: boolean
  /** The members, as a form or a multipart sends them; made when first used. */
  readonly fields: (sentAs: FormKind) => FieldSet
}

/** The bodies that an operation takes. */
export interface BodyTypes {
  readonly isDescribed: boolean
  readonly isRequired: boolean
  readonly first: BodyType
  /** The one that takes a media type; `undefined` when none does. */
  find(type: string): BodyType | undefined
}

export function createBodyTypes(schemas: RequestSchemas, { body }: Operation): BodyTypes {
  const types = new Map(
    [...(body?.content ?? [])].map(([name, media]) => [name, bodyType(schemas, name, media)]),
  )
  const [first = bodyType(schemas, '*/*', ANYTHING)] = types.values()
  return {
    isDescribed: body !== undefined,
    isRequired: body?.required === true,
    first,
    find: (type) => types.get(describedType(types.keys(), type) ?? ''),
  }
}

const ANYTHING: MediaType = { schema: {}, encoding: {} }

function bodyType(schemas: RequestSchemas, name: string, media: MediaType): BodyType {
  const whole = schemas.read(media.schema)
  const schema = essence(name) === RELATED ? dataOf(schemas, whole, media.encoding) : whole
  const fields = new Map<FormKind, FieldSet>()
  return {
    name,
    schema,
    known: knownMembers(schemas, schema),
    isBinary: isBinary(asObject(schemas.resolve(schema)), name),
    isRange: name.includes('*'),
    fields: (sentAs) => {
      const made =
        fields.get(sentAs) ?? createFormFields(schemas, schema, { encoding: media.encoding, sentAs })
      fields.set(sentAs, made)
      return made
    },
  }
}

const RELATED = 'multipart/related'

/** A schema of all parts, of which one is the data and another the file; or the schema of the data alone. */
function dataOf(schemas: RequestSchemas, schema: JsonObject, encoding: JsonObject): JsonObject {
  const parts = Object.entries(asObject(schemas.resolve(schema).properties))
  if (!parts.some(([, part]) => asObject(part).format === 'binary')) return schema
  const data = parts.find(([name, part]) => {
    const { contentType } = asObject(memberOf(encoding, name))
    return typeof contentType === 'string' ? isJsonType(contentType) : asObject(part).format !== 'binary'
  })
  return asObject(data?.[1])
}

/** OpenAPI 3.0 says `format: binary`; 3.1 says nothing but the media type ("Considerations for File Uploads"). */
function isBinary(schema: JsonObject, name: string): boolean {
  if (typesOf(schema).includes('string')) return schema.format === 'binary'
  return Object.keys(schema).length === 0 && essence(name) === 'application/octet-stream'
}
