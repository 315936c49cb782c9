import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toJsonSchema } from './json-schema.ts'

const NULL = { type: 'null' }

const CASES = [
  ['a type', { type: 'string', nullable: true }, { anyOf: [{ type: 'string' }, NULL] }],
  [
    'a choice',
    { oneOf: [{ type: 'string' }], nullable: true },
    { anyOf: [{ oneOf: [{ type: 'string' }] }, NULL] },
  ],
  ['a list of values', { enum: ['a'], nullable: true }, { anyOf: [{ enum: ['a'] }, NULL] }],
  ['nothing when it is false', { type: 'string', nullable: false }, { type: 'string' }],
  [
    'a property of that name',
    { properties: { nullable: { type: 'string' } } },
    { properties: { nullable: { type: 'string' } } },
  ],
  [
    'what is deeper',
    { items: { type: 'number', nullable: true } },
    { items: { anyOf: [{ type: 'number' }, NULL] } },
  ],
  ['no data', { default: { nullable: true } }, { default: { nullable: true } }],
] as const

for (const [what, schema, expected] of CASES) {
  test(`"nullable" is about ${what}`, () => assert.deepEqual(toJsonSchema(schema), expected))
}
