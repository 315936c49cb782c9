import fc, { type Arbitrary } from 'fast-check'
import type { Json, JsonObject } from '../../json.ts'

const NAMES = [
  'id',
  'email',
  'created_at',
  'html_url',
  'total_count',
  'a',
  'a b',
  'é',
  'constructor',
  'toString',
]
const FORMATS = [
  ...['date-time', 'date', 'time', 'email', 'uri', 'uri-reference', 'uuid', 'hostname', 'ipv4', 'ipv6'],
  ...['byte', 'binary', 'password', 'json-pointer', 'regex', 'duration', 'unheard-of'],
]
const PATTERNS = [
  ...[
    '^[a-z]+$',
    '^(foo|ba[rz]){1,3}$',
    '^\\d{3}-\\d{4}$',
    '[A-Z]{2}',
    '^\\w+@\\w+\\.com$',
    '^(?:x|y(?:z|w)?)*!$',
  ],
  ...['^[^/\\s]+$', '^\\S.*\\S$', 'a|^b$', '^\\u0041\\x42\\.$', '^#[0-9a-fA-F]{6}$', '^(?!x)\\w+$', '^$'],
]

const scalar: Arbitrary<Json> = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))

const text: Arbitrary<JsonObject> = fc.oneof(
  fc
    .tuple(fc.nat(40), fc.nat(40))
    .map(([least, more]) => ({ type: 'string', minLength: least, maxLength: least + more })),
  fc.constantFrom(...FORMATS).map((format) => ({ type: 'string', format })),
  fc.constantFrom(...PATTERNS).map((pattern) => ({ type: 'string', pattern })),
  fc.record({ type: fc.constant('string'), default: scalar, example: scalar }, { requiredKeys: ['type'] }),
)

const number: Arbitrary<JsonObject> = fc
  .record({
    type: fc.constantFrom('integer', 'number'),
    start: fc.integer({ min: -5000, max: 5000 }),
    width: fc.integer({ min: 8, max: 5000 }),
    step: fc.constantFrom(undefined, 1, 2, 0.5, 3),
    ends: fc.constantFrom('none', 'least', 'most', 'both', 'open'),
  })
  .map(({ type, start, width, step, ends }) => ({
    type,
    ...(step === undefined ? {} : { multipleOf: step }),
    ...(ends === 'least' || ends === 'both' ? { minimum: start } : {}),
    ...(ends === 'most' || ends === 'both' ? { maximum: start + width } : {}),
    ...(ends === 'open' ? { exclusiveMinimum: start, exclusiveMaximum: start + width } : {}),
  }))

const plain: Arbitrary<JsonObject> = fc.oneof(
  fc.constantFrom<JsonObject>(
    {},
    { type: 'boolean' },
    { type: 'null' },
    { type: ['string', 'null'] },
    { type: ['integer', 'string'] },
  ),
  fc.constantFrom('int32', 'int64', 'unix-time').map((format) => ({ type: 'integer', format })),
  fc.constantFrom('float', 'double').map((format) => ({ type: 'number', format })),
  fc.array(scalar, { minLength: 1, maxLength: 4 }).map((values) => ({ enum: values })),
  scalar.map((value) => ({ const: value })),
)

// Ajv takes a required member with an empty name for present, so no name is empty here.
const properties = (inner: Arbitrary<JsonObject>) =>
  fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string({ minLength: 1, maxLength: 6 })), inner, {
    maxKeys: 4,
  })

function object(inner: Arbitrary<JsonObject>): Arbitrary<JsonObject> {
  return fc
    .record({
      own: properties(inner),
      required: fc.subarray(NAMES, { maxLength: 2 }),
      additional: fc.oneof(fc.constantFrom<Json | undefined>(undefined, true), inner),
      least: fc.constantFrom(undefined, 0, 2, 3),
      named: fc.constantFrom(undefined, '^x-[a-z]{2,4}$', '_id$'),
      closed: fc.boolean(),
    })
    .map(({ own, required, additional, least, named, closed }) => {
      const members = Object.fromEntries(Object.entries(own).filter(([name]) => name !== '__proto__'))
      const known = Object.keys(members)
      if (closed)
        return {
          type: 'object',
          properties: members,
          required: known.slice(0, 2),
          additionalProperties: false,
        }
      return {
        type: 'object',
        properties: members,
        required: [...required, ...known.slice(0, 1)],
        ...(additional === undefined ? {} : { additionalProperties: additional }),
        ...(least === undefined ? {} : { minProperties: least }),
        ...(named === undefined ? {} : { patternProperties: { [named]: {} } }),
      }
    })
}

function array(inner: Arbitrary<JsonObject>): Arbitrary<JsonObject> {
  return fc.oneof(
    fc.tuple(inner, fc.nat(3), fc.nat(3)).map(([items, least, more]) => ({
      ...{ type: 'array', items, minItems: least, maxItems: least + more },
    })),
    fc
      .tuple(inner, inner)
      .map(([first, items]) => ({ type: 'array', prefixItems: [first], items, minItems: 2 })),
    fc
      .nat(3)
      .map((least) => ({ type: 'array', items: { type: 'string' }, minItems: least, uniqueItems: true })),
  )
}

function combined(inner: Arbitrary<JsonObject>): Arbitrary<JsonObject> {
  return fc.oneof(
    inner.map((schema) => ({ anyOf: [schema, { type: 'null' }] })),
    fc.tuple(inner, inner).map((branches) => ({ anyOf: branches })),
    fc.tuple(text, number, array(inner)).map((branches) => ({ oneOf: branches })),
    fc.tuple(inner, inner).map(([left, right]) => ({
      ...{
        allOf: [{ properties: { left }, required: ['left'] }, { properties: { right, left: {} } }],
        type: 'object',
      },
    })),
    inner.map((then) => ({
      ...{ type: 'object', properties: { kind: { enum: ['a', 'b'] } }, required: ['kind'] },
      ...conditional({ properties: { a: then }, required: ['a'] }),
    })),
    fc.constantFrom<JsonObject>(
      { not: { type: 'string' } },
      { type: 'string', not: { enum: ['', 'a'] } },
      { type: 'object', properties: { x: {} }, not: { required: ['x'] } },
    ),
    fc.constantFrom<JsonObject>(
      { $ref: '#/components/schemas/Tree' },
      { $ref: '#/components/schemas/Chain' },
    ),
  )
}

/** The linter takes an object with a member `then` for a promise. */
function conditional(then: JsonObject): JsonObject {
  const condition = { properties: { kind: { const: 'a' } } }
  return Object.fromEntries([
    ['if', condition],
    ['then', then],
    ['else', { required: ['b'] }],
  ])
}

/** Referred to by the schemas below: one leads to itself through a list, one through what may be `null`. */
export const SHARED: JsonObject = {
  Tree: {
    type: 'object',
    required: ['name', 'children'],
    properties: {
      name: { type: 'string' },
      children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
    },
  },
  Chain: {
    type: 'object',
    required: ['next'],
    properties: { next: { anyOf: [{ $ref: '#/components/schemas/Chain' }, { type: 'null' }] } },
    additionalProperties: false,
  },
}

const level0 = fc.oneof(text, number, plain)
const level1 = fc.oneof(level0, object(level0), array(level0), combined(level0))
const level2 = fc.oneof(object(level1), array(level1), combined(level1))

/** Schemas that some value fits, by the way they are put together. */
export const satisfiableSchema: Arbitrary<JsonObject> = fc.oneof(
  level0,
  level1,
  level2,
  object(level2),
  combined(level2),
)
