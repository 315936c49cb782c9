import { Type } from 'typebox'
import {
  closed,
  Expression,
  HeaderName,
  HeaderValue,
  list,
  map,
  Name,
  optional,
  Path,
  scalar,
  text,
  Url,
  Word,
} from './schema-parts.ts'

/** Server, settings, errors, limits: what a definition says of the whole API. */

export const source = closed({
  package: text(200),
  version: text(100),
  file: text(1_000),
  licence: text(200),
})

export const server = closed({
  url: Url,
  headers: optional(map(HeaderName, HeaderValue, 20)),
  regions: optional(closed({ setting: Word, urls: map(Name, Url, 50) })),
  origins: optional(map(Word, closed({ url: Url, credential: Type.Boolean() }), 20)),
})

export const encoding = closed({
  body: optional(Type.Enum(['json', 'form', 'multipart'])),
  lists: optional(Type.Enum(['repeat', 'brackets', 'indices', 'comma'])),
})

export const config = map(
  Word,
  closed({
    title: text(100),
    about: text(1_000),
    pattern: Expression,
    example: text(1_000),
    fills: optional(map(Name, Word, 20)),
    default: optional(text(1_000)),
    required: optional(Type.Boolean()),
  }),
  30,
)

const failure = Type.Enum([
  'credential_invalid',
  'upstream_conflict',
  'upstream_forbidden',
  'upstream_invalid',
  'upstream_not_found',
  'upstream_rate_limited',
  'upstream_unavailable',
])

const as = Type.Enum([
  'retry-after',
  'seconds',
  'milliseconds',
  'unix-seconds',
  'unix-milliseconds',
  'date-time',
])
const retryTime = Type.Union([closed({ header: HeaderName, as }), closed({ body: Path, as })])
const status = Type.Integer({ minimum: 100, maximum: 599 })

const rule = closed({
  when: closed({
    status: optional(Type.Union([status, list(status, 50)])),
    header: optional(map(HeaderName, text(500), 10)),
    body: optional(map(Path, Type.Union([scalar, list(text(500), 100)]), 10)),
  }),
  is: failure,
  retryAt: optional(retryTime),
  message: optional(Path),
})

export const errors = closed({
  inBand: optional(closed({ at: Path, is: optional(scalar) })),
  rules: list(rule, 100),
  message: list(Path, 20),
  requestId: optional(HeaderName),
})

const amount = Type.Number({ minimum: 0, maximum: 1_000_000_000 })

export const limits = map(
  Name,
  closed({
    per: Type.Enum(['credential', 'app', 'address']),
    allows: optional(closed({ units: amount, seconds: amount })),
    concurrency: optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
    read: optional(
      closed({
        remaining: HeaderName,
        reset: optional(
          closed({ header: HeaderName, as: Type.Enum(['unix-seconds', 'unix-milliseconds', 'seconds']) }),
        ),
        cost: optional(HeaderName),
      }),
    ),
  }),
  200,
)
