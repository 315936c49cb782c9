import { type TObject, type TSchema, Type } from 'typebox'
import {
  closed,
  HeaderName,
  HeaderValue,
  list,
  map,
  Name,
  optional,
  Path,
  scalar,
  text,
  Word,
} from './schema-parts.ts'
import { encoding } from './server-schema.ts'

const { Literal: literal, Boolean: flag } = Type

const sized = { size: Name, max: Type.Integer({ minimum: 1, maximum: 100_000 }) }
const place = list(Name, 50)

const page = Type.Union([
  closed({ style: literal('link_header'), ...sized, place }),
  closed({ style: literal('next_url'), ...sized, next: Path, place }),
  closed({ style: literal('cursor'), ...sized, after: Name, next: Path }),
  closed({ style: literal('keyset'), ...sized, after: Name, key: Name, more: Path }),
  closed({ style: literal('connection'), ...sized, after: Name, info: Path }),
  closed({ style: literal('page'), ...sized, after: Name, first: Type.Enum([0, 1]), more: optional(Path) }),
  closed({ style: literal('offset'), ...sized, after: Name, total: optional(Path) }),
  closed({ style: literal('window'), ...sized, after: Name, time: Path }),
  closed({ style: literal('none'), reason: text(500) }),
])

const aliases = map(
  Name,
  Type.Union([
    Name,
    Type.Null(),
    closed({ to: Name, sets: optional(map({ pattern: '^.{0,200}$' }, list(text(200), 100), 100)) }),
  ]),
  200,
)

/** As an operation and a whole definition state it. */
export const idempotencyKey = Type.Union([closed({ header: HeaderName }), closed({ param: Name })])

const idempotency = Type.Union([
  closed({ header: HeaderName }),
  closed({ param: Name }),
  Type.Enum(['natural', 'none']),
  closed({ verify: Word, params: optional(map(Name, Name, 20)), when: optional(map(Path, scalar, 20)) }),
])

const fact = Type.Enum(['size', 'type', 'name'])
const route = Type.String({ minLength: 1, maxLength: 1_000 })

const session = closed({
  as: literal('session'),
  address: Type.Union([closed({ header: HeaderName }), closed({ at: Path })]),
  method: Type.Enum(['PUT', 'POST']),
  tells: optional(map(Name, fact, 10)),
  tellsInHeaders: optional(map(HeaderName, fact, 10)),
  pieces: optional(Type.Integer({ minimum: 1_024, maximum: 1_073_741_824 })),
  finish: optional(closed({ method: Type.Enum(['POST', 'PUT']), path: route, body: map(Path, Path, 30) })),
})

const takes = Type.Union([
  closed({ as: Type.Enum(['related', 'multipart']), field: optional(Name) }),
  closed({ as: literal('raw') }),
  session,
])

const wire = closed({
  in: optional(Type.Enum(['query', 'header', 'body', 'variable'])),
  as: optional(Name),
  lists: optional(Type.Enum(['repeat', 'brackets', 'indices', 'comma'])),
})

const names = optional(list(Name, 50))

/** One action of an entity. */
export const operation = closed({
  method: Type.Enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: route,
  params: Type.Unsafe<TObject>({ $ref: '#/$defs/params' }),
  effect: Type.Enum(['read', 'write', 'destructive', 'external_message', 'money']),
  graphql: optional(
    closed({ document: Type.String({ minLength: 1, maxLength: 20_000 }), input: optional(Word) }),
  ),
  about: optional(text(1_000)),
  aliases: optional(aliases),
  page: optional(page),
  records: optional(Path),
  result: optional(Type.Unsafe<TSchema>({ $ref: '#/$defs/schema' })),
  decode: optional(Type.Enum(['json', 'ndjson', 'csv', 'xml', 'text'])),
  check: optional(flag()),
  origin: optional(Word),
  encoding: optional(encoding),
  wire: optional(map(Name, wire, 200)),
  fixed: optional(map(Name, Type.Union([scalar, list(Type.String({ maxLength: 1_000 }), 100)]), 50)),
  headers: optional(map(HeaderName, HeaderValue, 20)),
  idempotency: optional(idempotency),
  reversible: optional(flag()),
  flow: optional(closed({ recipient: names, url: names, amount: names, content: names })),
  bucket: optional(Name),
  cost: optional(Type.Number({ minimum: 0, maximum: 1_000_000 })),
  timeoutSeconds: optional(Type.Number({ minimum: 1, maximum: 300 })),
  gives: optional(Type.Union([literal('file'), closed({ at: Path })])),
  takes: optional(takes),
})
