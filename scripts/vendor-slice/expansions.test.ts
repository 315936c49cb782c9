import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cutExpansions } from './expansions.ts'
import { isObject, type Json, type JsonObject } from './json.ts'

const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` })
const expandable = (...names: string[]) => ({
  anyOf: [{ type: 'string' }, ...names.map(reference)],
  'x-expansionResources': { oneOf: names.map(reference) },
})
const answers = (name: string) => ({
  get: {
    responses: { 200: { description: 'OK', content: { 'application/json': { schema: reference(name) } } } },
  },
})
const objectOf = (properties: JsonObject) => ({ type: 'object', properties })

const description = {
  paths: { '/charges': answers('charge'), '/customers': answers('customer'), '/files': answers('file') },
  components: {
    schemas: {
      charge: objectOf({
        customer: expandable('customer', 'deleted_customer'),
        review: expandable('review'),
        card: { anyOf: [{ type: 'string' }, reference('card')] },
      }),
      customer: objectOf({ charge: expandable('charge') }),
      deleted_customer: objectOf({}),
      card: objectOf({ file: expandable('file') }),
      review: objectOf({ card: reference('card') }),
      file: objectOf({}),
    },
  },
}

function schema(cut: JsonObject, ...path: string[]): Json | undefined {
  return ['components', 'schemas', ...path].reduce<Json | undefined>(
    (node, key) => (isObject(node) ? node[key] : undefined),
    cut,
  )
}

const cut = cutExpansions(description, ['/charges', '/customers'])

test('an expandable field offers what is reached anyway', () => {
  assert.deepEqual(schema(cut, 'charge', 'properties', 'customer'), expandable('customer'))
  assert.deepEqual(schema(cut, 'customer', 'properties', 'charge'), expandable('charge'))
})

test('of an object that is reached by expanding alone, the id remains', () => {
  assert.deepEqual(schema(cut, 'charge', 'properties', 'review'), { anyOf: [{ type: 'string' }] })
  assert.deepEqual(schema(cut, 'card', 'properties', 'file'), { anyOf: [{ type: 'string' }] })
})

test('alternatives that are not expansions stay', () => {
  assert.deepEqual(
    schema(cut, 'charge', 'properties', 'card'),
    description.components.schemas.charge.properties.card,
  )
})

test('a path that is not asked for keeps nothing alive', () => {
  const all = cutExpansions(description, ['/charges', '/customers', '/files'])
  assert.deepEqual(schema(all, 'card', 'properties', 'file'), expandable('file'))
})
