import { type Static, Type } from 'typebox'
import { Count, Names, named, strict } from './words.ts'

/** How requests are counted, and what the vendor tells of it. */
export const RateLimit = Type.Object(
  {
    buckets: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          limit: Count,
          seconds: Type.Integer({ minimum: 1 }),
          /** Paths that begin so; the last bucket takes the rest. */
          paths: Type.Optional(Names),
        },
        strict,
      ),
      { minItems: 1 },
    ),
    /** Templates over `limit`, `remaining`, `used`, `reset` (Unix seconds), `seconds`, `resource`. */
    headers: named(Type.String()),
    /** Paths that cost nothing. */
    free: Type.Optional(Names),
    /** What the client has already (304) costs nothing. */
    unchangedIsFree: Type.Optional(Type.Boolean()),
  },
  strict,
)

export type RateLimitBehaviour = Static<typeof RateLimit>
