import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JsonSchema } from '@sallyport/definition'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { arbitrarySchema, arbitraryValue } from '../testing/arbitrary-schema.ts'
import { interpret } from './interpret-schema.ts'

const ajv = new Ajv({
  allErrors: true,
  ownProperties: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  allowUnionTypes: true,
})
addFormats.default(ajv)

interface Found {
  readonly keyword: string
  readonly instancePath: string
  readonly message?: string | undefined
}

/** What was found, in the order in which it was. */
function said(errors: readonly Found[]): string[] {
  return errors.map(({ keyword, instancePath, message }) => `${instancePath} ${keyword}: ${message}`)
}

test('the interpreter and Ajv find the same in the same places, and say it in the same words', () => {
  fc.assert(
    fc.property(arbitrarySchema, arbitraryValue, (schema, value) => {
      const validate = ajv.compile(schema)
      const fits = validate(value)
      const errors = interpret(schema, value, 1_000)
      assert.equal(errors.length === 0, fits)
      assert.deepEqual(said(errors), said(validate.errors ?? []))
    }),
    { numRuns: 2_000 },
  )
})

test('values are found that fit, and that do not', () => {
  let fitting = 0
  fc.assert(
    fc.property(arbitrarySchema, arbitraryValue, (schema, value) => {
      if (interpret(schema, value, 1).length === 0) fitting++
    }),
    { numRuns: 500 },
  )
  assert.ok(fitting > 25 && fitting < 475, `${fitting} of 500 fit`)
})

const slow: readonly (readonly [title: string, schema: JsonSchema, value: unknown])[] = [
  [
    'a pattern that JavaScript would take years for',
    { type: 'string', pattern: '^(a+)+$' },
    `${'a'.repeat(4_000)}!`,
  ],
  [
    'half a million texts against a pattern',
    { type: 'array', items: { type: 'string', pattern: '^(?:a?){200}a{200}$' } },
    Array.from({ length: 500_000 }, () => 'a'.repeat(100)),
  ],
  [
    'half a million values against a thousand alternatives',
    { type: 'array', items: { anyOf: Array.from({ length: 1_000 }, (_, at) => ({ const: at })) } },
    Array.from({ length: 500_000 }, () => 'x'),
  ],
  [
    'a text of a megabyte against a format',
    { type: 'string', format: 'uri' },
    `http://${'a.'.repeat(500_000)}`,
  ],
]

for (const [title, schema, value] of slow) {
  test(`it is soon told that it does not fit: ${title}`, () => {
    const startedAt = performance.now()
    assert.notEqual(interpret(schema, value, 1_000).length, 0)
    assert.ok(performance.now() - startedAt < 10_000)
  })
}

test('what was not looked at does not fit, also within alternatives', () => {
  const many = Array.from({ length: 1_500 }, () => ({ type: 'string' }))
  const schema = { type: 'array', items: { anyOf: [{ anyOf: many }, { type: 'number' }] } }
  const values = Array.from({ length: 2_000 }, () => 5)
  assert.ok(interpret(schema, values, 5_000).some(({ keyword }) => keyword === 'size'))
})
