import type { Violation } from './checked-request.ts'
import { type Field, kindsOf } from './field.ts'
import type { FieldSet } from './field-set.ts'
import type { RawValue } from './raw-value.ts'
import { schemaOfMember } from './typed-value.ts'

/** What was given for the members of an object, one by one. */
export interface Spread {
  readonly given: ReadonlyMap<string, readonly string[]>
  readonly violations: Violation[]
}

/** Members of an object that are given one by one: a list may be given several times, anything else once. */
export function joinedSpread(set: FieldSet, field: Field, { given, violations }: Spread): RawValue {
  return new Map(
    [...given].map(([name, texts]): [string, RawValue] => {
      const kinds = kindsOf(set.schemas, schemaOfMember(set.schemas, field.schema, name))
      if (kinds.has('array')) return [name, texts]
      if (texts.length > 1)
        violations.push({ in: set.in, field: name, code: 'invalid', message: 'is given more than once' })
      return [name, texts.at(-1) ?? '']
    }),
  )
}
