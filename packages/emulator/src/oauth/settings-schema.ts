import { Type } from 'typebox'

const strict = { additionalProperties: false }
const Path = Type.Optional(Type.String({ pattern: '^/' }))
const Seconds = Type.Optional(Type.Integer({ minimum: 1 }))
const Texts = Type.Optional(Type.Array(Type.String(), { maxItems: 1000 }))
const flag = Type.Optional(Type.Boolean())
const oneOf = <const Values extends string[]>(...values: Values) => Type.Optional(Type.Enum(values))
const severalOf = <const Values extends string[]>(...values: Values) =>
  Type.Optional(Type.Array(Type.Enum(values)))

const Paths = Type.Object(
  {
    authorize: Path,
    token: Path,
    revoke: Path,
    introspect: Path,
    device: Path,
    verification: Path,
    userinfo: Path,
    jwks: Path,
    discovery: flag,
  },
  strict,
)

const Refresh = Type.Object(
  {
    rotation: Type.Enum(['none', 'always']),
    reuse: oneOf('revoke_family', 'grace', 'refuse'),
    graceSeconds: Seconds,
    given: Type.Optional(
      Type.Union([
        Type.Literal('always'),
        Type.Object({ scope: Type.String() }, strict),
        Type.Object({ parameter: Type.String(), value: Type.String() }, strict),
      ]),
    ),
  },
  strict,
)

/** The settings of settings.ts as `vendor.behaviour.json` states them. */
export const settingsSchema = Type.Object(
  {
    paths: Type.Optional(Paths),
    grants: severalOf(
      'authorization_code',
      'client_credentials',
      'device_code',
      'refresh_token',
      'jwt_bearer',
    ),
    pkce: oneOf('required', 'optional', 'none'),
    scopes: Texts,
    defaultScopes: Texts,
    scopeSeparator: oneOf(' ', ','),
    accessTokenSeconds: Seconds,
    refreshTokenSeconds: Seconds,
    codeSeconds: Seconds,
    refresh: Type.Optional(Refresh),
    device: Type.Optional(
      Type.Object({ seconds: Seconds, intervalSeconds: Seconds, slowDown: flag }, strict),
    ),
    clientAuthentication: severalOf('basic', 'body', 'none'),
    mayOmit: severalOf('response_type', 'grant_type', 'redirect_uri', 'revoke_client'),
    membersInQuery: flag,
    request: oneOf('form', 'json', 'either'),
    answer: oneOf('json', 'form'),
    expiresIn: flag,
    errorStatus: Type.Optional(Type.Integer({ minimum: 200, maximum: 599 })),
    errorBody: Type.Optional(Type.Union([Type.Literal('oauth'), Type.Record(Type.String(), Type.Unknown())])),
    errorNames: Type.Optional(Type.Record(Type.String(), Type.String())),
    extra: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
    tokenPrefix: Type.Optional(
      Type.Object({ access: Type.Optional(Type.String()), refresh: Type.Optional(Type.String()) }, strict),
    ),
    consent: oneOf('always', 'once'),
    assertionAudiences: Texts,
  },
  strict,
)
