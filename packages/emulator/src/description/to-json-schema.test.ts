import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../json.ts'
import { toJsonSchema } from './to-json-schema.ts'

const NULL = { type: 'null' }
const TEXT = { type: 'string' }

const CASES: readonly (readonly [string, Json, Json])[] = [
  ['null beside a type', { type: 'string', nullable: true }, { type: ['string', 'null'] }],
  [
    'null among values',
    { type: 'string', enum: ['a'], nullable: true },
    { type: ['string', 'null'], enum: ['a', null] },
  ],
  ['null beside a reference', { $ref: '#/a', nullable: true }, { anyOf: [{ $ref: '#/a' }, NULL] }],
  ['null beside a choice', { oneOf: [TEXT], nullable: true }, { anyOf: [{ oneOf: [TEXT] }, NULL] }],
  [
    'who writes and reads it, outside the choice',
    { $ref: '#/a', nullable: true, readOnly: true },
    { anyOf: [{ $ref: '#/a', readOnly: true }, NULL], readOnly: true },
  ],
  ['no null where it is refused', { type: 'string', nullable: false }, TEXT],
  [
    'a property that is called nullable',
    { properties: { nullable: TEXT } },
    { properties: { nullable: TEXT } },
  ],
  ['a property that is called example', { properties: { example: TEXT } }, { properties: { example: TEXT } }],
  ['what is deeper', { items: { nullable: true, type: 'number' } }, { items: { type: ['number', 'null'] } }],
  ['data as it is', { default: { nullable: true } }, { default: { nullable: true } }],
  ['an excluded minimum', { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
  ['an included minimum', { minimum: 1, exclusiveMinimum: false }, { minimum: 1 }],
  ['an excluded maximum', { maximum: 1, exclusiveMaximum: true }, { exclusiveMaximum: 1 }],
  ['an excluded bound that is none', { exclusiveMaximum: true }, {}],
  ['a bound of 3.1', { exclusiveMinimum: 1 }, { exclusiveMinimum: 1 }],
  ['no examples', { type: 'string', example: 'a', examples: ['a'] }, TEXT],
  [
    'a list of item schemas',
    { items: [TEXT], additionalItems: false },
    { prefixItems: [TEXT], items: false },
  ],
  ['types of 3.1', { type: ['string', 'null'], $schema: 'x' }, { type: ['string', 'null'] }],
  ['a boolean schema', { additionalProperties: false }, { additionalProperties: false }],
  ['keywords of 2020-12', { unevaluatedProperties: false }, { unevaluatedProperties: false }],
  ['marks of the vendor', { 'x-unit': 'cent' }, { 'x-unit': 'cent' }],
]

for (const [what, schema, expected] of CASES) {
  test(`the translation has ${what}`, () => assert.deepEqual(toJsonSchema(schema), expected))
}

const UNUSABLE: readonly (readonly [string, Json, Json])[] = [
  ['a pattern that is none', { type: 'string', pattern: '[' }, TEXT],
  ['a pattern that the flag u refuses', { type: 'string', pattern: '\\-' }, TEXT],
  ['a name pattern that is none', { patternProperties: { '(': {} } }, { patternProperties: {} }],
  ['a type that is none', { type: 'file' }, {}],
  ['"required" as in JSON Schema 3', { required: true }, {}],
  ['a list of no values', { enum: [] }, {}],
  ['a choice of nothing', { anyOf: [] }, {}],
  ['a bound in text', { minimum: '1' }, {}],
]

for (const [what, schema, expected] of UNUSABLE) {
  test(`${what} is left out, and told`, () => {
    const notes: string[] = []
    assert.deepEqual(toJsonSchema(schema, { note: (note) => notes.push(note) }), expected)
    assert.equal(notes.length, 1)
  })
}

test('a schema that holds itself is refused', () => {
  const schema: { items?: Json } = {}
  schema.items = schema as Json
  assert.throws(() => toJsonSchema(schema as Json), { name: 'TypeError', message: /100 levels/ })
})
