import { Type } from 'typebox'

const strict = { additionalProperties: false }
const Name = Type.String({ minLength: 1, maxLength: 200 })

/** The schemes of scheme.ts as `vendor.behaviour.json` states them. */
export const schemeSchema = Type.Union([
  Type.Object({ scheme: Type.Literal('bearer'), prefixes: Type.Optional(Type.Array(Type.String())) }, strict),
  Type.Object(
    {
      scheme: Type.Literal('apiKey'),
      in: Type.Enum(['header', 'query', 'cookie', 'body']),
      name: Name,
      prefix: Type.Optional(Type.String()),
    },
    strict,
  ),
  Type.Object(
    { scheme: Type.Literal('basic'), holds: Type.Optional(Type.Enum(['userAndPassword', 'userOnly'])) },
    strict,
  ),
  Type.Object(
    {
      scheme: Type.Literal('jwt'),
      audience: Type.Optional(Type.String()),
      algorithms: Type.Optional(Type.Array(Name)),
      maxAge: Type.Optional(Type.Integer({ minimum: 1 })),
    },
    strict,
  ),
  Type.Object({ scheme: Type.Literal('awsSignature'), service: Name, region: Type.Optional(Name) }, strict),
])
