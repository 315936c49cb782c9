import type { Operation, Parameter } from '../description/operation.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { Violation } from './checked-request.ts'
import { type DecodedFields, decodeFields } from './decode-fields.ts'
import { type Field, kindsOf } from './field.ts'
import { createFieldSet, type FieldSet } from './field-set.ts'
import { isKnown, knownMembers } from './known-members.ts'
import { isJsonType } from './media-type.ts'
import { memberOf } from './members.ts'
import type { ReceivedRequest } from './received-request.ts'
import type { RequestSchemas } from './request-schemas.ts'
import type { Match } from './router.ts'
import { percentDecoded } from './segment.ts'
import { formDecoded, type Pair, readPairs } from './urlencoded.ts'

export interface DecodedParameters {
  readonly path: JsonObject
  readonly query: JsonObject
  /** Described headers alone, by their names in lower case. */
  readonly header: JsonObject
  readonly cookie: JsonObject
  readonly violations: readonly Violation[]
}

/** How the parameters of one operation are decoded. */
export interface ParameterSets {
  readonly path: FieldSet
  readonly query: FieldSet
  readonly header: FieldSet
  readonly cookie: FieldSet
}

/** OpenAPI 3.1.0, "Parameter Object": a header parameter of these names says nothing. */
const SPOKEN_FOR = new Set(['accept', 'content-type', 'authorization'])

export function createParameterSets(schemas: RequestSchemas, { parameters }: Operation): ParameterSets {
  const setOf = (where: Parameter['in'], decode: FieldSet['decode']): FieldSet => {
    const fields = parameters
      .filter((parameter) => parameter.in === where)
      .map((one) => fieldOf(schemas, one))
    const described = where === 'header' ? fields.filter(({ name }) => !SPOKEN_FOR.has(name)) : fields
    return createFieldSet(described, { schemas, in: where, decode })
  }
  return {
    path: setOf('path', (raw) => percentDecoded(raw) ?? raw),
    query: setOf('query', formDecoded),
    // RFC 9110, section 5.5: nothing is encoded in a header, but there may be space around the items of a list.
    header: setOf('header', (raw) => raw.trim()),
    cookie: setOf('cookie', (raw) => percentDecoded(raw) ?? raw),
  }
}

function fieldOf(schemas: RequestSchemas, parameter: Parameter): Field {
  const { name, style, explode, mediaType } = parameter
  const schema = schemas.read(parameter.schema)
  return {
    name: parameter.in === 'header' ? name.toLowerCase() : name,
    style,
    explode,
    schema,
    kinds: kindsOf(schemas, schema),
    isJson: mediaType !== undefined && isJsonType(mediaType),
    takesBrackets: style === 'deepObject',
    ...(style === 'deepObject' ? { known: knownMembers(schemas, schema) } : {}),
  }
}

/** Decodes all parameters of a request by style, explode and schema. It never throws for a value. */
export function decodeParameters(
  sets: ParameterSets,
  match: Match,
  request: ReceivedRequest,
): DecodedParameters {
  const path = decodeFields(sets.path, pathPairs(match))
  const { pairs, tooMany } = readPairs(queryOf(request.url))
  const query = decodeFields(sets.query, pairs)
  const header =
    sets.header.byName.size > 0 ? decodeFields(sets.header, headerPairs(sets.header, request)) : NONE
  const cookie =
    sets.cookie.byName.size > 0 ? decodeFields(sets.cookie, cookiePairs(sets.cookie, request)) : NONE
  return {
    path: path.values,
    query: query.values,
    header: header.values,
    cookie: cookie.values,
    violations: [
      ...[path, query, header, cookie].flatMap(({ violations }) => violations),
      ...(tooMany ? [TOO_MANY] : []),
      ...[...query.unknown, ...unknownInside(sets.query, query.values)].map(
        (field): Violation => ({ in: 'query', field, code: 'unknown', message: UNKNOWN }),
      ),
    ],
  }
}

/** `created[since]=5` is as wrong as `since=5` would be. */
function unknownInside({ bracketed }: FieldSet, values: JsonObject): readonly string[] {
  return bracketed.flatMap(({ name, known }) => {
    const value = memberOf(values, name)
    if (!known || !isObject(value)) return []
    const unknown = Object.keys(value).filter((member) => !isKnown(known, member))
    return unknown.map((member) => `${name}.${member}`)
  })
}

const NONE: DecodedFields = { values: {}, unknown: [], violations: [] }
const UNKNOWN = 'is not described'
const TOO_MANY: Violation = {
  in: 'query',
  field: null,
  code: 'too_large',
  message: 'has more than 1,000 parameters',
}

function queryOf(url: string): string {
  const start = url.indexOf('?')
  return start === -1 ? '' : url.slice(start + 1)
}

/** Variables that no parameter describes are text. */
function pathPairs({ raw }: Match): Pair[] {
  return Object.entries(raw).map(([name, text]) => ({ name, raw: text }))
}

function headerPairs({ byName }: FieldSet, { headers }: ReceivedRequest): Pair[] {
  return [...byName.keys()].flatMap((name): Pair[] => {
    const value = Object.hasOwn(headers, name) ? headers[name] : undefined
    return value === undefined ? [] : [{ name, raw: [value].flat().join(',') }]
  })
}

/** RFC 6265, section 4.2. Cookies that are not described are nobody's business. */
function cookiePairs({ byName, byMember }: FieldSet, { headers }: ReceivedRequest): Pair[] {
  return (headers.cookie ?? '').split(';', MOST_COOKIES).flatMap((text): Pair[] => {
    const equals = text.indexOf('=')
    const name = text.slice(0, Math.max(0, equals)).trim()
    return byName.has(name) || byMember.has(name) ? [{ name, raw: text.slice(equals + 1).trim() }] : []
  })
}

const MOST_COOKIES = 1000
