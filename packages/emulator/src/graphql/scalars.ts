import {
  GraphQLError,
  type GraphQLScalarType,
  type GraphQLSchema,
  isScalarType,
  isSpecifiedScalarType,
} from 'graphql'
import type { JsonObject } from '../json.ts'
import { type ScalarKind, scalarKind } from './scalar-kinds.ts'

type OwnKinds = Readonly<Record<string, ScalarKind>>

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/
const UUID = /^[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}$/i

const FITS: Readonly<Record<ScalarKind, (value: unknown) => boolean>> = {
  'date-time': (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\d/.test(value) && !Number.isNaN(Date.parse(value)),
  date: (value) => typeof value === 'string' && DATE.test(value),
  uuid: (value) => typeof value === 'string' && UUID.test(value),
  uri: (value) => typeof value === 'string' && URL.canParse(value),
  text: (value) => typeof value === 'string',
  base64: (value) => typeof value === 'string' && /^[A-Za-z\d+/_-]*={0,2}$/.test(value),
  hex40: (value) => typeof value === 'string' && /^[\da-f]{40}$/.test(value),
  whole: (value) => (typeof value === 'string' ? /^-?\d{1,30}$/.test(value) : Number.isInteger(value)),
  any: () => true,
}

const SCHEMAS: Readonly<Record<ScalarKind, JsonObject>> = {
  'date-time': { type: 'string', format: 'date-time' },
  date: { type: 'string', format: 'date' },
  uuid: { type: 'string', format: 'uuid' },
  uri: { type: 'string', format: 'uri' },
  text: { type: 'string' },
  base64: { type: 'string', pattern: '^[A-Za-z0-9]{16}$' },
  hex40: { type: 'string', pattern: '^[0-9a-f]{40}$' },
  whole: { type: 'string', pattern: '^[1-9][0-9]{3}$' },
  any: { type: 'object' },
}

/** JSON Schema of the values of a scalar. */
export function scalarSchema(name: string, own: OwnKinds): JsonObject {
  if (name === 'ID' && !Object.hasOwn(own, 'ID')) return { type: 'string', format: 'uuid' }
  return SPECIFIED.get(name) ?? SCHEMAS[scalarKind(name, own)]
}

const SPECIFIED: ReadonlyMap<string, JsonObject> = new Map([
  ['String', { type: 'string' }],
  ['Int', { type: 'integer' }],
  ['Float', { type: 'number' }],
  ['Boolean', { type: 'boolean' }],
])

/** Makes the vendor's own scalars take only what they hold. A built schema takes anything for them. */
export function fitScalars(schema: GraphQLSchema, own: OwnKinds): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isScalarType(type) && !isSpecifiedScalarType(type)) restrict(type, scalarKind(type.name, own))
  }
}

function restrict(type: GraphQLScalarType, kind: ScalarKind): void {
  const fits = FITS[kind]
  const check = (value: unknown) => {
    if (fits(value)) return value
    throw new GraphQLError(`${type.name} cannot represent the value.`)
  }
  type.coerceInputValue = check
  type.parseValue = check
}
