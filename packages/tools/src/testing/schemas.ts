import fc, { type Arbitrary } from 'fast-check'

/** A schema of the closed subset that definitions may have, with values that fit it. */
export interface Sample {
  readonly schema: Readonly<Record<string, unknown>>
  readonly value: Arbitrary<unknown>
}

const text = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('5', 'true', 'null', '{"a":1}', '[]', '""'),
)
const name = fc.oneof(
  fc.stringMatching(/^[a-z]{1,8}$/),
  fc.constantFrom('clear', 'limit', 'a.b', 'filter[x]', 'a b', 'x'.repeat(90), 'toString'),
)
const scalar = fc.oneof(text, fc.integer(), fc.boolean())
const scalars: Arbitrary<Sample> = fc.oneof(
  fc.constant({ schema: { type: 'string', format: 'date-time' }, value: text }),
  fc.constant({ schema: { type: 'string', pattern: '^[a-z]', maxLength: 9 }, value: text }),
  fc.constant({ schema: { type: 'integer', minimum: 1 }, value: fc.integer() }),
  fc.constant({ schema: { type: 'number' }, value: fc.integer() }),
  fc.constant({ schema: { type: 'boolean' }, value: fc.boolean() }),
  fc.constant({ schema: {}, value: fc.jsonValue({ maxDepth: 2 }) }),
  fc
    .uniqueArray(scalar, { minLength: 1, maxLength: 70 })
    .map((values) => ({ schema: { enum: values }, value: fc.constantFrom(...values) })),
)

const { sample } = fc.letrec<{ sample: Sample; object: Sample }>((tie) => ({
  sample: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalars,
    tie('sample').map(({ schema, value }) => ({
      schema: { anyOf: [schema, { type: 'null' }] },
      value: fc.oneof(value, fc.constant(null)),
    })),
    tie('sample').map(({ schema, value }) => ({
      schema: { type: 'array', items: schema },
      value: fc.array(value, { maxLength: 3 }),
    })),
    tie('sample').map(({ schema, value }) => ({
      schema: { type: 'object', patternProperties: { '^': schema } },
      value: fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), value, { maxKeys: 2 }),
    })),
    fc.array(tie('sample'), { minLength: 2, maxLength: 3 }).map((samples) => ({
      schema: { anyOf: samples.map(({ schema }) => schema) },
      value: fc.oneof(...samples.map(({ value }) => value)),
    })),
    tie('object'),
  ),
  object: fc
    .uniqueArray(fc.tuple(name, tie('sample'), fc.boolean()), { maxLength: 4, selector: ([own]) => own })
    // Deeper than a parameter, null and nothing are one for a strict schema.
    .map((members) =>
      objectOf(
        members.map(([own, { schema, value }, isRequired]) => [
          own,
          { schema, value },
          isRequired || mayBeNull(schema),
        ]),
      ),
    ),
}))

function mayBeNull(schema: object): boolean {
  const { type, enum: values, anyOf } = schema as { type?: string; enum?: unknown; anyOf?: readonly object[] }
  return (
    type === 'null' || anyOf?.some(mayBeNull) || [type, values, anyOf].every((word) => word === undefined)
  )
}

function objectOf(members: readonly (readonly [string, Sample, boolean])[]): Sample {
  const properties = Object.fromEntries(members.map(([own, { schema }]) => [own, schema]))
  const required = members.filter(([, , isRequired]) => isRequired).map(([own]) => own)
  const values = Object.fromEntries(members.map(([own, { value }]) => [own, value]))
  return {
    schema: { type: 'object', properties, required, additionalProperties: false },
    value: fc.record(values, { requiredKeys: required, noNullPrototype: true }),
  }
}

/** Params of an operation. */
export const paramSchemas: Arbitrary<Sample> = fc
  .uniqueArray(fc.tuple(name, sample, fc.boolean()), { maxLength: 6, selector: ([own]) => own })
  .map(objectOf)
