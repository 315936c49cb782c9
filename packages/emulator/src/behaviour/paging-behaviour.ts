import { type Static, Type } from 'typebox'
import { Count, named, strict } from './words.ts'

/** How a list is cut into pages, and how the next one is asked for. */
export const Paging = Type.Object(
  {
    style: Type.Enum(['page', 'offset', 'cursor', 'after', 'from', 'none'], {
      description:
        'page: by number; offset: by how many to skip; cursor: by an opaque text; after: by the key of a record (keyset); from: by a number, the first record whose key is not below it.',
    }),
    size: Type.Optional(
      Type.Object(
        {
          param: Type.String(),
          default: Count,
          max: Count,
          /** Beyond the largest: cut down to it, or refused. */
          over: Type.Optional(Type.Enum(['clamp', 'refuse'])),
        },
        strict,
      ),
    ),
    /** Parameter of the query or member of the body that says where a page begins. */
    param: Type.Optional(Type.String()),
    /** `after` alone: parameter for the page before a record. */
    before: Type.Optional(Type.String()),
    /** Number of the first page; 1 by default. */
    first: Type.Optional(Type.Integer()),
    /** `Link` headers (RFC 8288) with these relations. */
    link: Type.Optional(Type.Array(Type.Enum(['prev', 'next', 'last', 'first']))),
    /** Headers of a page, such as `x-total`: templates over `page`. */
    headers: Type.Optional(named(Type.String())),
    /** No record beyond this one can be paged to. */
    reach: Type.Optional(Count),
  },
  strict,
)

export type Paging = Static<typeof Paging>
