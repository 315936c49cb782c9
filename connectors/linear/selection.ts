import type { TSchema } from 'typebox'

/** Field -> what stands behind its name, such as `(first: 10)`. */
export type Arguments = Readonly<Record<string, string>>

/** A part of a JSON Schema, as far as it says which members there are. */
interface Shape {
  readonly properties?: Readonly<Record<string, Shape>>
  readonly items?: Shape
  readonly anyOf?: readonly Shape[]
}

/** What GraphQL is asked for to fill a record: every member that its shape states, in its order. */
export function selectionOf(record: TSchema, given: Arguments = {}): string {
  return membersOf(record as Shape, given)
}

function membersOf(shape: Shape, given: Arguments): string {
  return Object.entries(shape.properties ?? {})
    .map(([name, member]) => {
      const below = membersOf(objectIn(member), {})
      return `${name}${given[name] ?? ''}${below === '' ? '' : ` { ${below} }`}`
    })
    .join(' ')
}

/** The object that a member is, may be, or lists; an empty one for anything else. */
function objectIn(shape: Shape): Shape {
  if (shape.properties) return shape
  if (shape.items) return objectIn(shape.items)
  return shape.anyOf?.map(objectIn).find(({ properties }) => properties !== undefined) ?? {}
}
