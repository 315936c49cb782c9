import { type TSchema, Type } from 'typebox'

/**
 * What Drive is asked for: the members that a shape names, as its `fields` parameter takes them.
 * developers.google.com/workspace/drive/api/guides/fields-parameter
 *
 * @example `id,owners(displayName,emailAddress)`
 */
export function maskOf(shape: TSchema): string {
  return Object.entries(membersOf(shape))
    .map(([name, member]) => {
      const below = maskOf(member)
      return below === '' ? name : `${name}(${below})`
    })
    .join(',')
}

/** Of a list, with what asks for the next page. */
export function listMaskOf(name: string, shape: TSchema): string {
  return `nextPageToken,${name}(${maskOf(shape)})`
}

/** The mask as a parameter: existing clients send their own. */
export const takesMask = (shape: TSchema) => ({
  fields: Type.Optional(
    Type.String({ description: 'Drive\'s mask: names with commas, "*" for all.', default: maskOf(shape) }),
  ),
})

/**
 * A mask without the list would leave no records to find. One without `nextPageToken` is Drive's to take: the list then
 * ends with its first page.
 */
export const takesListMask = (name: string, mask: string) => ({
  fields: Type.Optional(
    Type.String({
      description: `Drive's mask, such as "nextPageToken,${name}(id)"; without nextPageToken no page follows.`,
      pattern: `(^|,) *(${name}|[*])`,
      default: mask,
    }),
  ),
})

function membersOf(shape: object): Readonly<Record<string, TSchema>> {
  if ('items' in shape && typeof shape.items === 'object' && shape.items !== null)
    return membersOf(shape.items)
  return 'properties' in shape ? (shape.properties as Readonly<Record<string, TSchema>>) : {}
}
