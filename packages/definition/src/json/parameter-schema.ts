import { FORMATS } from './bounds.ts'
import { Expression, Name } from './schema-parts.ts'

const schema = { $ref: '#/$defs/schema' }
const word = { type: 'string', maxLength: 1_000 }
const scalar = { type: ['string', 'number', 'boolean', 'null'], maxLength: 1_000 }
const count = { type: 'integer', minimum: 0, maximum: 1_000_000_000 }
const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null']
const members = {
  type: 'object',
  maxProperties: 500,
  patternProperties: { '.': schema },
  additionalProperties: false,
}
const required = { type: 'array', maxItems: 500, items: Name }

const keywords = {
  title: word,
  description: word,
  default: { anyOf: [scalar, { type: 'array', maxItems: 100, items: scalar }] },
  type: { anyOf: [{ enum: types }, { type: 'array', minItems: 1, maxItems: 7, items: { enum: types } }] },
  enum: { type: 'array', minItems: 1, maxItems: 500, items: scalar },
  const: scalar,
  properties: members,
  required,
  additionalProperties: { anyOf: [{ type: 'boolean' }, schema] },
  patternProperties: { ...members, maxProperties: 8 },
  items: schema,
  anyOf: { type: 'array', minItems: 1, maxItems: 50, items: schema },
  minimum: { type: 'number' },
  maximum: { type: 'number' },
  exclusiveMinimum: { type: 'number' },
  exclusiveMaximum: { type: 'number' },
  minLength: count,
  maxLength: count,
  minItems: count,
  maxItems: count,
  minProperties: count,
  maxProperties: count,
  pattern: Expression,
  format: { enum: [...FORMATS] },
}

/**
 * Schemas of parameters and records: a closed subset of JSON Schema 2020-12, in which a schema is a tree.
 * The interpreter understands these keywords, and no others are taken.
 */
export const definitions = {
  schema: { type: 'object', properties: keywords, additionalProperties: false },
  params: {
    type: 'object',
    required: ['type', 'properties', 'additionalProperties'],
    properties: {
      type: { const: 'object' },
      title: word,
      description: word,
      properties: { ...members, maxProperties: 200, patternProperties: { [Name.pattern]: schema } },
      required,
      additionalProperties: { const: false },
    },
    additionalProperties: false,
  },
}
