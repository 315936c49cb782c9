import assert from 'node:assert/strict'
import { test } from 'node:test'
import { slice } from './slice.ts'

test('a slice reaches what a discriminator maps to, and nothing that an example mentions', () => {
  const pet = { discriminator: { propertyName: 'kind', mapping: { cat: '#/components/schemas/cat' } } }
  const content = {
    'application/json': {
      schema: { $ref: '#/components/schemas/pet' },
      example: { $ref: '#/components/schemas/none' },
    },
  }
  const { components } = slice(
    {
      paths: { '/pets': { get: { responses: { 200: { description: 'OK', content } } } } },
      components: { schemas: { pet, cat: { type: 'object' }, dog: { type: 'object' } } },
    },
    ['GET /pets'],
  )
  assert.deepEqual(components, { schemas: { cat: { type: 'object' }, pet } })
})
