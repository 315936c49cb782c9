import type { JsonObject } from '../json.ts'
import type { Violation } from './checked-request.ts'
import type { Field } from './field.ts'
import { knownMembers } from './known-members.ts'
import type { RequestSchemas } from './request-schemas.ts'
import type { Decode } from './styled-text.ts'

/** The fields of a query, a cookie or a form. */
export interface FieldSet {
  readonly schemas: RequestSchemas
  readonly in: Violation['in']
  readonly byName: ReadonlyMap<string, Field>
  /** Fields in the style `form` with `explode` whose value is an object, by the names of their members. */
  readonly byMember: ReadonlyMap<string, Field>
  /** The one of them that takes names which no field knows: OpenAPI's `freeForm`. */
  readonly freeForm: Field | undefined
  /** Fields that take brackets. */
  readonly bracketed: readonly Field[]
  readonly decode: Decode
  /** Schema of a name that is not described. With it such names may have brackets, and none is unknown here. */
  readonly other?: (name: string) => JsonObject
}

export function createFieldSet(
  fields: readonly Field[],
  rest: Omit<FieldSet, 'byName' | 'byMember' | 'freeForm' | 'bracketed'>,
): FieldSet {
  const byMember = new Map<string, Field>()
  let freeForm: Field | undefined
  for (const field of fields.filter(isSpread)) {
    const { names, open } = knownMembers(rest.schemas, field.schema)
    for (const name of names) byMember.set(name, field)
    if (open) freeForm ??= field
  }
  return {
    ...rest,
    byName: new Map(fields.map((field) => [field.name, field])),
    byMember,
    freeForm,
    bracketed: fields.filter(({ takesBrackets }) => takesBrackets),
  }
}

function isSpread({ style, explode, kinds, isJson, takesBrackets }: Field): boolean {
  return style === 'form' && explode && kinds.has('object') && !isJson && !takesBrackets
}
