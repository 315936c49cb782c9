import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Schema, valueRules, valueType } from './value-type.ts'

const text = { type: 'string' }

for (const [schema, type] of [
  [text, 'string'],
  [{}, 'anything'],
  [{ type: ['string', 'null'] }, 'string or null'],
  [{ type: 'string', format: 'date-time' }, 'string (date-time)'],
  [{ enum: ['a', 'b'] }, 'string'],
  [{ const: 1 }, 'number'],
  [{ anyOf: [text, { type: 'null' }] }, 'string or null'],
  [{ anyOf: [{ enum: ['a'] }, text] }, 'string'],
  [{ type: 'array', items: { type: 'integer' } }, 'list of integer'],
  [{ type: 'object' }, 'object'],
  [{ type: 'object', patternProperties: { '^.*$': text } }, 'object of string'],
  [{ type: 'object', properties: { a: text, b: { type: 'integer' } } }, 'object (`a`: string, `b`: integer)'],
] as const satisfies readonly (readonly [Schema, string])[]) {
  test(`${JSON.stringify(schema)} is ${type}`, () => assert.equal(valueType(schema), type))
}

test('objects inside objects are named two levels deep', () => {
  const deep = (schema: Schema): Schema => ({ type: 'object', properties: { a: schema } })
  assert.equal(valueType(deep(deep(deep(text)))), 'object (`a`: object (`a`: object))')
})

for (const [schema, rules] of [
  [{ enum: ['a', 'b'] }, ['One of `a`, `b`.']],
  [{ anyOf: [{ enum: ['a'] }, { type: 'null' }] }, ['One of `a`.']],
  [{ type: 'array', items: { enum: ['a'] }, maxItems: 1 }, ['One of `a`.', 'At most 1 item.']],
  [{ minimum: 1, maximum: 9 }, ['From 1 to 9.']],
  [{ minimum: 1 }, ['At least 1.']],
  [{ minLength: 1, maxLength: 5 }, ['At most 5 characters.']],
  [{ minLength: 2, maxLength: 2 }, ['Exactly 2 characters.']],
  [{ pattern: '^a|b$' }, ['Looks like `^a|b$`.']],
  [{ default: 'x' }, ['Default: `"x"`.']],
  [{}, []],
] as const satisfies readonly (readonly [Schema, readonly string[]])[]) {
  test(`${JSON.stringify(schema)} asks for ${rules.join(' ') || 'nothing more'}`, () =>
    assert.deepEqual(valueRules(schema), rules))
}
