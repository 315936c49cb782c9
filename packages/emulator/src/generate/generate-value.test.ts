import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json, JsonObject } from '../json.ts'
import { asObject } from '../json.ts'
import { type GenerateOptions, generateValue } from './generate-value.ts'
import { validator } from './testing/validate.ts'

const NOW = Date.UTC(2026, 0, 15)
const OPTIONS: GenerateOptions = { schemas: {}, now: NOW }
const BLANK: GenerateOptions = { ...OPTIONS, mode: 'blank' }

const object = (properties: JsonObject, more: JsonObject = {}): JsonObject => ({
  type: 'object',
  properties,
  ...more,
})
const make = (schema: JsonObject, options: GenerateOptions = OPTIONS, seed = 'x'): Json =>
  generateValue(schema, seed, options)
const member = (name: string, schema: JsonObject, options = OPTIONS): Json | undefined =>
  asObject(make(object({ [name]: schema }, { required: [name] }), options))[name]

const NAMES: readonly (readonly [string, JsonObject, RegExp])[] = [
  ['created_at', { type: 'string', format: 'date-time' }, /^202[45]-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  ['modifiedTime', { type: 'string' }, /^2025-\d\d-\d\dT/],
  ['due_on', { type: 'string', format: 'date' }, /^202[3-6]-\d\d-\d\d$/],
  ['created', { type: 'integer' }, /^17\d{8}$/],
  ['email', { type: 'string' }, /^[a-z]+\.[a-z]+@example\.com$/],
  ['emails', { type: 'array', items: { type: 'string' } }, /@example\.com/],
  ['html_url', { type: 'string' }, /^https:\/\/example\.com\/html\/[a-z]+$/],
  ['htmlUrl', { type: 'string', format: 'uri' }, /^https:\/\/example\.com\/html\/[a-z]+$/],
  ['url', { type: 'string', pattern: '^http:' }, /^http:/],
  ['color', { type: 'string' }, /^[\da-f]{6}$/],
  ['currency', { type: 'string' }, /^usd$/],
  ['currency', { type: 'string', minLength: 4 }, /^.{4,}$/],
  ['sha', { type: 'string' }, /^[\da-f]{40}$/],
  ['phone', { type: 'string' }, /^\+120255501\d\d$/],
  ['id', { type: 'string', format: 'uuid' }, /^[\da-f]{8}-/],
  ['id', { type: 'integer', maximum: 9 }, /^\d$/],
  ['stargazers_count', { type: 'integer' }, /^\d{1,2}$/],
]

for (const [name, schema, expected] of NAMES)
  test(`A member "${name}" of ${JSON.stringify(schema)} looks like one`, () => {
    assert.match(String(member(name, schema)), expected)
  })

const VALUES: readonly (readonly [string, JsonObject, Json])[] = [
  ['the example', { type: 'string', example: 'shown', default: 'usual' }, 'shown'],
  ['one of the examples', { type: 'string', examples: ['only'] }, 'only'],
  ['the default', { type: 'integer', default: 30 }, 30],
  ['no example that does not fit', { type: 'string', example: 5, default: 'usual' }, 'usual'],
  ['the constant', { const: { a: [1] } }, { a: [1] }],
  ['what both lists have', { allOf: [{ enum: ['a', 'b'] }, { enum: ['b', 'c'] }] }, 'b'],
  ['what is not null where something else is allowed', { enum: [null, 'a'] }, 'a'],
  ['null where nothing else is', { enum: [null] }, null],
  ['the only number', { type: 'integer', exclusiveMinimum: 4, exclusiveMaximum: 6 }, 5],
  ['the multiple', { type: 'integer', multipleOf: 7, minimum: 8, maximum: 20 }, 14],
  ['the whole multiple of a fraction', { type: 'integer', multipleOf: 2.5, minimum: 1, maximum: 9 }, 5],
  ['the only text', { type: 'string', maxLength: 0 }, ''],
]

for (const [what, schema, expected] of VALUES)
  test(`A value is ${what}`, () => {
    assert.deepEqual(make(schema), expected)
  })

const SIZED = [
  'uri',
  'email',
  'hostname',
  'byte',
  'date-time',
  'time',
  'json-pointer',
  'uri-reference',
  'password',
]
for (const format of SIZED)
  test(`A text of the format ${format} can be longer than usual`, () => {
    const schema = { type: 'string', format, minLength: 60, maxLength: 70 }
    assert.deepEqual(validator(schema)(make(schema)), [])
  })

test('A fresh record has required members alone, with null, empty lists and counts of 0 where they may be', () => {
  const schema = object(
    {
      title: { type: 'string' },
      body: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      labels: { type: 'array', items: { type: 'string' } },
      comments: { type: 'integer' },
      locked: { type: 'boolean' },
      state: { enum: ['open', 'closed'] },
      optional: { type: 'string' },
    },
    { required: ['title', 'body', 'labels', 'comments', 'locked', 'state'] },
  )
  const { title, ...rest } = asObject(make(schema, BLANK))
  assert.equal(typeof title, 'string')
  assert.deepEqual(rest, { body: null, labels: [], comments: 0, locked: false, state: 'open' })
})

test('A record that may be null as a whole is one all the same', () => {
  const schema = { anyOf: [{ type: 'null' }, object({ a: { const: 1 } }, { required: ['a'] })] }
  assert.deepEqual([make(schema), make(schema, BLANK)], [{ a: 1 }, { a: 1 }])
})

test('What is for requests alone is left out, required or not', () => {
  const schemas = { Secret: { type: 'string', writeOnly: true } }
  const properties = {
    name: { const: 'n' },
    key: { $ref: '#/components/schemas/Secret' },
    pin: { writeOnly: true },
  }
  assert.deepEqual(make(object(properties, { required: ['key'] }), { ...OPTIONS, schemas }), { name: 'n' })
})

test('A member looks the same whatever stands beside it', () => {
  const one = { name: { type: 'string' }, items: { type: 'array', items: { type: 'string' } } }
  const other = { first: { type: 'number' }, ...one, last: { type: 'string' } }
  const { first, last, ...rest } = asObject(make(object(other)))
  assert.ok(first !== undefined && last !== undefined)
  assert.deepEqual(rest, make(object(one)))
  assert.notDeepEqual(make(object(one), OPTIONS, 'y'), rest)
})

test('Dates lie before now', () => {
  for (let seed = 0; seed < 200; seed += 1) {
    const schema = object({
      a: { type: 'string', format: 'date-time' },
      updated_at: { type: 'string' },
      t: { type: 'integer', format: 'unix-time' },
    })
    const { a, updated_at, t } = asObject(make(schema, OPTIONS, String(seed)))
    for (const time of [Date.parse(String(a)), Date.parse(String(updated_at)), Number(t) * 1000])
      assert.ok(time <= NOW && time > 0)
  }
})

test('Of two branches that a condition chooses between, the chosen one holds', () => {
  const schema = {
    if: object({ kind: { const: 'a' } }),
    else: object({ kind: { type: 'integer' } }),
    ...object({ kind: {} }, { required: ['kind'] }),
  }
  for (const options of [OPTIONS, BLANK]) assert.deepEqual(validator(schema)(make(schema, options)), [])
})

test('A format of numbers says nothing about texts', () => {
  assert.equal(typeof make({ type: 'string', format: 'int32' }), 'string')
})

test('Objects that two branches would fit are told apart', () => {
  const schema = { oneOf: [object({ a: { type: 'string' } }), object({ b: { type: 'string' } })] }
  for (const options of [OPTIONS, BLANK]) assert.deepEqual(validator(schema)(make(schema, options)), [])
})

const RECURSIVE: JsonObject = {
  List: object(
    { next: { type: 'array', items: { $ref: '#/components/schemas/List' } } },
    { required: ['next'] },
  ),
  Maybe: object(
    { next: { anyOf: [{ $ref: '#/components/schemas/Maybe' }, { type: 'null' }] } },
    { required: ['next'] },
  ),
  Either: object(
    { next: { anyOf: [{ $ref: '#/components/schemas/Either' }, { type: 'string' }] } },
    { required: ['next'] },
  ),
  Wide: object(
    Object.fromEntries(
      ['a', 'b', 'c', 'd', 'e'].map((name) => [name, { $ref: '#/components/schemas/Wide' }]),
    ),
  ),
  Endless: object({ next: { $ref: '#/components/schemas/Endless' } }, { required: ['next'] }),
  Bushy: object(
    { l: { $ref: '#/components/schemas/Bushy' }, r: { $ref: '#/components/schemas/Bushy' } },
    { required: ['l', 'r'] },
  ),
  Circle: { $ref: '#/components/schemas/Circle' },
  Self: { anyOf: [{ $ref: '#/components/schemas/Self' }] },
}

for (const name of ['List', 'Maybe', 'Either', 'Wide'])
  test(`A schema that leads to itself comes to an end: ${name}`, () => {
    const schema = { $ref: `#/components/schemas/${name}` }
    for (const mode of ['full', 'blank'] as const) {
      const value = make(schema, { schemas: RECURSIVE, now: NOW, mode })
      assert.deepEqual(validator(schema, RECURSIVE)(value), [])
      assert.ok(JSON.stringify(value).length < 30_000)
    }
  })

const refer = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` })
const ERRORS: readonly (readonly [string, JsonObject, RegExp])[] = [
  ['an endless recursion', refer('Endless'), /"(\/next){33}": it would be nested deeper than 32 levels/],
  ['an endless tree', refer('Bushy'), /deeper than 32|more than 20000 parts/],
  ['a reference to itself', refer('Circle'), /leads to itself/],
  ['a choice of itself', refer('Self'), /leads to itself/],
  ['a reference to nothing', refer('Missing'), /"#\/components\/schemas\/Missing" leads nowhere/],
  ['a reference to a built-in name', refer('constructor'), /leads nowhere/],
  ['a reference elsewhere', { $ref: 'https://example.com/schema' }, /leads nowhere/],
  [
    'types that exclude each other',
    object({ a: { allOf: [{ type: 'string' }, { type: 'object' }] } }, { required: ['a'] }),
    /"\/a": no value/,
  ],
  [
    'a list of nothing',
    object({ a: { type: 'array', items: false, minItems: 1 } }, { required: ['a'] }),
    /"\/a\/0": the schema allows nothing/,
  ],
  ['an empty range', { type: 'number', minimum: 3, maximum: 2 }, /the whole value: no value/],
  [
    'different items of one kind',
    { type: 'array', items: { const: 1 }, minItems: 2, uniqueItems: true },
    /the whole value/,
  ],
  ['a text too long', { type: 'string', minLength: 1e9 }, /the whole value/],
  ['a list too long', { type: 'array', items: {}, minItems: 1e9 }, /the whole value/],
  ['an object too large', { type: 'object', minProperties: 1e9 }, /the whole value|parts/],
  ['a pattern that allows nothing', { type: 'string', pattern: '^a$', minLength: 3 }, /the whole value/],
]

for (const [what, schema, message] of ERRORS)
  test(`A clear error names ${what}`, () => {
    assert.throws(() => make(schema, { ...OPTIONS, schemas: RECURSIVE }), { name: 'TypeError', message })
  })

test('Members may have the names of built-in ones', () => {
  const text =
    '{"type":"object","required":["__proto__","constructor","toString","hasOwnProperty"],"properties":{"__proto__":{"const":1},"constructor":{"const":2},"valueOf":{"const":3}}}'
  const value = make(JSON.parse(text))
  assert.equal(Object.getPrototypeOf(value), Object.prototype)
  assert.match(
    JSON.stringify(value),
    /^\{"__proto__":1,"constructor":2,"valueOf":3,"toString":".*","hasOwnProperty":".*"\}$/,
  )
})

test('A member whose optional value cannot be made is left out', () => {
  assert.deepEqual(make(object({ a: { const: 1 }, b: { enum: [] } })), { a: 1 })
})
