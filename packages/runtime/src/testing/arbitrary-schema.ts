import type { JsonSchema } from '@sallyport/definition'
import fc, { type Arbitrary } from 'fast-check'

/** Few names and texts, so that schemas and values meet. */
const name = fc.constantFrom('a', 'b', 'c', 'toString', 'a/b', 'x~y')
const word = fc.constantFrom(
  '',
  'a',
  'ab',
  'abc',
  '😀',
  '2026-01-02',
  '12:00:00Z',
  'a@b.example',
  'https://a.example/',
)
const number = fc.constantFrom(-1, 0, 1, 2, 2.5, 1e21)
const scalar = fc.oneof(word, number, fc.boolean(), fc.constant(null))
const bound = fc.integer({ min: 0, max: 3 })
const type = fc.constantFrom('string', 'number', 'integer', 'boolean', 'object', 'array', 'null')

function optionally(keywords: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<JsonSchema> {
  return fc.record({ ...keywords }, { requiredKeys: [] }) as Arbitrary<JsonSchema>
}

const ofString = optionally({
  type: fc.constant('string'),
  minLength: bound,
  maxLength: bound,
  pattern: fc.constantFrom('^a', 'b$', '^[a-c]{1,2}$', '\\d', '^(?:a|ab)+$', '.'),
  format: fc.constantFrom('date', 'date-time', 'time', 'email', 'uri', 'uuid', 'hostname', 'ipv4'),
})
const ofNumber = optionally({
  type: fc.constantFrom('number', 'integer', ['number', 'null']),
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
})
const ofChoice = fc.oneof(
  fc.record({ enum: fc.uniqueArray(scalar, { minLength: 1, maxLength: 4 }) }),
  fc.record({ const: scalar }),
  optionally({ type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })) }),
)

/** Schemas of the closed subset. */
export const arbitrarySchema: Arbitrary<JsonSchema> = fc.letrec<{ schema: JsonSchema }>((tie) => ({
  schema: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    ofString,
    ofNumber,
    ofChoice,
    optionally({
      type: fc.constant('object'),
      properties: fc.dictionary(name, tie('schema'), { maxKeys: 3 }),
      required: fc.uniqueArray(name, { maxLength: 2 }),
      additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
      minProperties: bound,
      maxProperties: bound,
    }),
    fc.record({
      type: fc.constant('object'),
      patternProperties: fc.dictionary(fc.constantFrom('^a', 'b'), tie('schema'), { minKeys: 1, maxKeys: 2 }),
      additionalProperties: fc.boolean(),
    }),
    optionally({ type: fc.constant('array'), items: tie('schema'), minItems: bound, maxItems: bound }),
    fc.record({ anyOf: fc.array(tie('schema'), { minLength: 1, maxLength: 3 }) }),
  ),
})).schema

/** Values that such schemas speak of, and some that they do not. */
export const arbitraryValue: Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(name, fc.oneof(tie('value'), fc.constant(undefined)), { maxKeys: 3 }),
  ),
})).value
