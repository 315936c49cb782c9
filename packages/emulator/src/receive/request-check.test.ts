import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readOne, told } from './testing/read-one.ts'

const TEXT = { type: 'string' }
const JSON_TYPE = { 'content-type': 'application/json' }

function check(schema: object, value: unknown, schemas: object = {}): string[] {
  const content = { 'application/json': { schema } }
  const read = readOne({ method: 'post', requestBody: { content }, schemas })
  return told(read({ headers: JSON_TYPE, body: JSON.stringify(value) }))
}

const closed = (...names: readonly string[]) => ({
  type: 'object',
  properties: Object.fromEntries(names.map((name) => [name, TEXT])),
})

const KNOWN: readonly (readonly [string, object, readonly string[]])[] = [
  ['properties', closed('a'), ['body b unknown']],
  ['allOf', { allOf: [closed('a'), closed('b')] }, []],
  ['anyOf', { anyOf: [closed('a'), closed('b')] }, []],
  [
    'oneOf beside properties',
    { ...closed('a'), oneOf: [{ required: ['a'] }, { required: ['c'] }] },
    ['body b unknown'],
  ],
  ['a reference', { $ref: '#/components/schemas/A' }, ['body b unknown']],
  ['a reference in a circle', { allOf: [{ $ref: '#/components/schemas/Deep' }] }, []],
  ['a condition', { ...closed('a'), if: closed('a'), else: closed('b') }, []],
  ['patterns of names', { ...closed('a'), patternProperties: { '^b': TEXT } }, []],
  ['additional ones that are allowed', { ...closed('a'), additionalProperties: true }, []],
  ['additional ones with a schema', { ...closed('a'), additionalProperties: TEXT }, []],
  ['additional ones that are refused', { ...closed('a'), additionalProperties: false }, ['body b unknown']],
  [
    'unevaluated ones that are refused',
    { allOf: [closed('a')], unevaluatedProperties: false },
    ['body b unknown'],
  ],
  ['nothing', { type: 'object' }, []],
  [
    'nothing, and refuses all',
    { type: 'object', additionalProperties: false },
    ['body a unknown', 'body b unknown'],
  ],
]

const SCHEMAS = {
  A: closed('a'),
  Deep: { ...closed('a', 'b'), dependentSchemas: { x: { $ref: '#/components/schemas/Deep' } } },
}

for (const [what, schema, violations] of KNOWN) {
  test(`unknown members are told where a schema has ${what}`, () => {
    assert.deepEqual(check(schema, { a: 'x', b: 'y' }, SCHEMAS), violations)
  })
}

const CHOICE = {
  type: 'object',
  properties: {
    pay: {
      anyOf: [
        { type: 'object', required: ['card'], properties: { card: TEXT, cents: { type: 'integer' } } },
        { type: 'integer' },
        { enum: [''] },
      ],
    },
  },
}

const CHOICES: readonly (readonly [unknown, readonly string[]])[] = [
  [{ card: 'x' }, []],
  [5, []],
  ['', []],
  [true, ['body pay invalid']],
  ['x', ['body pay invalid']],
  [{}, ['body pay.card missing']],
  [{ card: 5, cents: 'x' }, ['body pay.card invalid', 'body pay.cents invalid']],
]

for (const [pay, violations] of CHOICES) {
  test(`of a choice ${JSON.stringify(pay)} is told once: ${violations.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(check(CHOICE, { pay }), violations)
  })
}

test('what several branches could mean is told of the choice alone', () => {
  const schema = {
    oneOf: [
      { ...closed('a'), required: ['a'] },
      { ...closed('b'), required: ['b'] },
    ],
  }
  assert.deepEqual(check(schema, {}), ['body null invalid'])
  assert.deepEqual(check(schema, { a: 'x', b: 'y' }), ['body null invalid'])
})

test('errors before a choice are not lost', () => {
  const schema = {
    type: 'object',
    required: ['z'],
    properties: { first: { type: 'integer' }, second: { anyOf: [{ type: 'integer' }, { type: 'boolean' }] } },
  }
  assert.deepEqual(check(schema, { first: 'x', second: 'y' }).sort(), [
    'body first invalid',
    'body second invalid',
    'body z missing',
  ])
})

test('members that are read-only are not required, also behind references', () => {
  const schemas = {
    Id: { type: 'string', readOnly: true },
    Thing: {
      type: 'object',
      required: ['id', 'made', 'name', 'inner'],
      properties: {
        id: { $ref: '#/components/schemas/Id' },
        made: { type: 'integer', readOnly: true },
        name: TEXT,
        inner: { type: 'object', required: ['id'], properties: { id: { readOnly: true } } },
      },
    },
  }
  const schema = { $ref: '#/components/schemas/Thing' }
  assert.deepEqual(check(schema, { inner: {} }, schemas), ['body name missing'])
})

test('messages never hold a value', () => {
  const secret = 'hunter2'
  const names = ['format', 'pattern', 'enum', 'type', 'choice', 'const']
  const schema = {
    type: 'object',
    properties: {
      format: { type: 'string', format: 'date' },
      pattern: { type: 'string', pattern: '^a' },
      enum: { enum: ['a'] },
      type: { type: 'integer' },
      choice: { anyOf: [{ type: 'integer' }, { enum: ['b'] }] },
      const: { const: 'c' },
    },
  }
  const read = readOne({ method: 'post', requestBody: { content: { 'application/json': { schema } } } })
  const body = JSON.stringify(Object.fromEntries(names.map((name) => [name, secret])))
  const { violations } = read({ headers: JSON_TYPE, body, url: `/x?a=${secret}` })
  assert.equal(violations.length, names.length + 1)
  assert.doesNotMatch(JSON.stringify(violations), new RegExp(secret))
})

test('of very many mistakes a hundred are told', () => {
  const schema = { type: 'array', items: { type: 'integer' } }
  assert.equal(
    check(
      schema,
      Array.from({ length: 5000 }, () => 'x'),
    ).length,
    100,
  )
})

test('a member that every object has is missing all the same', () => {
  const schema = {
    type: 'object',
    required: ['constructor'],
    properties: { constructor: TEXT, toString: TEXT },
  }
  assert.deepEqual(check(schema, {}), ['body constructor missing'])
})

test('a schema that goes in a circle is named when it is needed', () => {
  const schemas = { Loop: { anyOf: [{ $ref: '#/components/schemas/Loop' }, TEXT] } }
  assert.throws(() => check({ $ref: '#/components/schemas/Loop' }, 5, schemas), { message: /POST \/x/ })
})

test('a schema that no validator understands is named when it is needed', () => {
  const schema = {
    allOf: [
      { $anchor: 'a', type: 'string' },
      { $anchor: 'a', type: 'integer' },
    ],
  }
  assert.throws(() => check(schema, {}), { name: 'TypeError', message: /POST \/x/ })
})
