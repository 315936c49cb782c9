import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Json, JsonObject } from '../json.ts'
import { fits } from './fits.ts'
import { generateValue } from './generate-value.ts'
import { libraryOf } from './library.ts'
import { SHARED, satisfiableSchema } from './testing/arbitrary-schema.ts'
import { validator } from './testing/validate.ts'

const OPTIONS = { schemas: SHARED, now: Date.UTC(2026, 0, 15) }
const RUNS = { numRuns: 300 }

for (const mode of ['full', 'blank'] as const)
  test(`What is generated is valid by another validator, ${mode}`, () => {
    fc.assert(
      fc.property(satisfiableSchema, fc.string(), (schema, seed) => {
        assert.deepEqual(validator(schema, SHARED)(generateValue(schema, seed, { ...OPTIONS, mode })), [])
      }),
      RUNS,
    )
  })

test('The same schema, seed and clock give the same text, whatever was generated before', () => {
  fc.assert(
    fc.property(satisfiableSchema, fc.string(), (schema, seed) => {
      const once = JSON.stringify(generateValue(schema, seed, OPTIONS))
      generateValue(schema, `${seed}!`, OPTIONS)
      const copy = JSON.parse(JSON.stringify(schema)) as JsonObject
      assert.equal(JSON.stringify(generateValue(copy, seed, OPTIONS)), once)
    }),
    RUNS,
  )
})

test('A value fits a schema exactly when another validator says so', () => {
  const library = libraryOf(SHARED)
  fc.assert(
    fc.property(satisfiableSchema, satisfiableSchema, fc.jsonValue(), (schema, other, value) => {
      const validate = validator(schema, SHARED)
      for (const candidate of [value as Json, generateValue(other, 'x', OPTIONS)])
        assert.equal(fits(library, schema, candidate), validate(candidate).length === 0)
    }),
    RUNS,
  )
})

test('Any schema at all gives a value or a TypeError', () => {
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom(
          'type',
          'enum',
          'items',
          'allOf',
          'properties',
          'pattern',
          'minLength',
          '$ref',
          'required',
        ),
        fc.jsonValue(),
      ),
      (schema) => {
        try {
          generateValue(schema as JsonObject, 'x', OPTIONS)
        } catch (error) {
          assert.ok(error instanceof TypeError && /schema|generated/.test(error.message), String(error))
        }
      },
    ),
    RUNS,
  )
})
