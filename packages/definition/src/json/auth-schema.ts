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
  text,
  Url,
  Word,
} from './schema-parts.ts'

const { Literal: literal, Boolean: flag } = Type

const field = closed({
  title: text(100),
  about: optional(text(1_000)),
  secret: flag(),
  aliases: optional(list(Name, 20)),
  pattern: optional(Expression),
  optional: optional(flag()),
  kind: optional(literal('pem')),
})

const bearer = closed({ scheme: literal('bearer'), field: Word })
const apiKey = closed({
  scheme: literal('apiKey'),
  field: Word,
  in: Type.Enum(['header', 'query', 'cookie']),
  name: Name,
})
const basic = closed({ scheme: literal('basic'), user: HeaderValue, password: HeaderValue })
const headers = closed({ scheme: literal('headers'), headers: map(HeaderName, HeaderValue, 10) })

const revocation = closed({
  url: Url,
  method: optional(Type.Enum(['POST', 'DELETE'])),
  tokens: list(Type.Enum(['access_token', 'refresh_token']), 2),
  as: optional(Type.Enum(['form', 'json', 'bearer'])),
  name: optional(Name),
  client: optional(Type.Enum(['basic', 'body', 'none'])),
  done: optional(Path),
  gone: optional(list(Type.Integer({ minimum: 400, maximum: 499 }), 5)),
  endsGrant: optional(flag()),
})
const SCOPE = '^[!-~]{1,500}$'
const Scope = Type.String({ minLength: 1, maxLength: 500, pattern: SCOPE })

const reuse = Type.Union([
  Type.Enum(['safe', 'single_use', 'unknown']),
  closed({ graceSeconds: Type.Integer({ minimum: 1, maximum: 31_536_000 }) }),
])

const oauth2 = closed({
  scheme: literal('oauth2'),
  field: Word,
  grants: list(Type.Enum(['authorization_code', 'client_credentials', 'device_code', 'refresh_token']), 4),
  authorize: optional(Url),
  token: Url,
  device: optional(Url),
  revoke: optional(revocation),
  scopes: map({ pattern: SCOPE }, text(500), 500),
  defaultScopes: optional(closed({ read: list(Scope, 500), write: list(Scope, 500) })),
  scopeSeparator: optional(Type.String({ minLength: 1, maxLength: 3 })),
  authorizeParams: optional(map(Name, text(500), 20)),
  pkce: optional(flag()),
  client: optional(Type.Enum(['basic', 'body'])),
  body: optional(Type.Enum(['form', 'json'])),
  answer: optional(
    closed({
      accessToken: optional(Path),
      refreshToken: optional(Path),
      expiresIn: optional(Path),
      instanceUrl: optional(Path),
    }),
  ),
  errors: optional(closed({ refused: optional(list(Word, 20)), application: optional(list(Word, 20)) })),
  refresh: optional(
    closed({
      rotates: flag(),
      reuse: optional(reuse),
      idleDays: optional(Type.Integer({ minimum: 1, maximum: 3_650 })),
    }),
  ),
  expiresIn: optional(Type.Integer({ minimum: 1, maximum: 315_360_000 })),
})

const jwt = closed({
  scheme: literal('jwt'),
  key: Word,
  algorithm: Type.Enum(['RS256', 'ES256']),
  keyId: optional(Word),
  claims: map(Name, text(1_000), 30),
  token: Url,
  as: Type.Enum(['assertion', 'bearer']),
  answer: optional(closed({ accessToken: optional(Path), expiresAt: optional(Path) })),
})

const signature = closed({
  scheme: literal('signature'),
  kind: literal('aws-sigv4'),
  accessKey: Word,
  secretKey: Word,
  sessionToken: optional(Word),
  service: Word,
  region: HeaderValue,
})

/** The ways to authenticate. */
export const auth = map(
  Word,
  closed({
    title: text(100),
    form: map(Word, field, 20),
    mechanism: Type.Union([bearer, apiKey, basic, headers, oauth2, jwt, signature]),
    expiryHeader: optional(HeaderName),
  }),
  10,
)
