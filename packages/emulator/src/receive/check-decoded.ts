import { isObject, type Json, type JsonObject } from '../json.ts'
import type { Content, Violation } from './checked-request.ts'
import type { DecodedBody } from './decode-body.ts'
import type { DecodedParameters } from './decode-parameters.ts'
import { explain, type Finding } from './explain.ts'
import { kindsOf } from './field.ts'
import { isKnown } from './known-members.ts'
import { objectOf } from './members.ts'
import type { RequestSchemas } from './request-schemas.ts'
import { schemaOfMember } from './typed-value.ts'

/** Where parameters are. */
export const PLACES = ['path', 'query', 'header', 'cookie'] as const

/** Checks decoded parameters by a schema of an object of them all. What is told already is not told twice. */
export function checkParameters(
  schemas: RequestSchemas,
  schema: JsonObject,
  { path, query, header, cookie, violations }: DecodedParameters,
): readonly Violation[] {
  const findings = explain(schemas, schema, { path, query, header, cookie })
  if (findings.length === 0) return []
  const told = new Set(violations.map(({ in: place, field }) => `${place} ${field}`))
  return findings.flatMap((finding): Violation[] => {
    const place = PLACES.find((known) => known === finding.path[0]) ?? 'query'
    const field = finding.path.slice(1)
    return told.has(`${place} ${field[0]}`) ? [] : [violationOf(place, { ...finding, path: field })]
  })
}

/** Checks a decoded body by the type that took it, and its members for ones that are not described. */
export function checkBody(schemas: RequestSchemas, decoded: DecodedBody): readonly Violation[] {
  const { body, checkedBy, contents, violations } = decoded
  if (!checkedBy) return []
  const told = new Set([...violations.map(({ field }) => field), ...namesOf(contents)])
  const findings = explain(schemas, checkedBy.schema, withFiles(schemas, checkedBy.schema, decoded))
  const reported = new Set(findings.filter(isUnknownMember).map(({ path }) => path[0]))
  const names = [...(isObject(body) ? Object.keys(body) : []), ...namesOf(contents)]
  const unknown = names.filter((name) => !reported.has(name) && !isKnown(checkedBy.known, name))
  return [
    // A file is given, though not as a member of the body.
    ...findings.filter(({ path }) => !told.has(path[0] ?? '')).map((finding) => violationOf('body', finding)),
    ...unknown.map((field) =>
      violationOf('body', { path: [field], code: 'unknown', message: 'is not described' }),
    ),
  ]
}

/** The body with an empty text for each file: a schema may want one of several members, or so many. */
function withFiles(schemas: RequestSchemas, schema: JsonObject, { body, contents }: DecodedBody): Json {
  if (!isObject(body)) return body
  const missing = namesOf(contents).filter((name) => !Object.hasOwn(body, name))
  if (missing.length === 0) return body
  const files = missing.map((name): [string, Json] => {
    const isList = kindsOf(schemas, schemaOfMember(schemas, schema, name)).has('array')
    return [name, isList ? contents.filter((one) => one.name === name).map(() => '') : '']
  })
  return objectOf([...Object.entries(body), ...files])
}

function isUnknownMember({ path, code }: Finding): boolean {
  return code === 'unknown' && path.length === 1
}

function namesOf(contents: readonly Content[]): readonly string[] {
  return contents.flatMap(({ name }) => name ?? [])
}

function violationOf(place: Violation['in'], { path, code, message }: Finding): Violation {
  return { in: place, field: path.length === 0 ? null : path.join('.'), code, message }
}
