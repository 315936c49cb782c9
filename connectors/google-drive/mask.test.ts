import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TSchema, Type } from 'typebox'
import { listMaskOf, maskOf } from './mask.ts'

const text = Type.String()
const person = Type.Object({ displayName: text, me: Type.Optional(Type.Boolean()) })

const SHAPES: readonly (readonly [shape: TSchema, mask: string])[] = [
  [Type.Object({ id: text, name: Type.Optional(text) }), 'id,name'],
  [Type.Object({ owner: Type.Optional(person) }), 'owner(displayName,me)'],
  [Type.Object({ owners: Type.Array(person), id: text }), 'owners(displayName,me),id'],
  [Type.Object({ names: Type.Array(text) }), 'names'],
  [Type.Object({ a: Type.Object({ b: Type.Array(Type.Object({ c: text })) }) }), 'a(b(c))'],
  // What has any names is asked for whole.
  [Type.Object({ properties: Type.Record(text, text) }), 'properties'],
  [text, ''],
]

for (const [shape, mask] of SHAPES) {
  test(`a shape is asked for as "${mask}"`, () => assert.equal(maskOf(shape), mask))
}

test('a list is asked for with what leads to its next page', () => {
  assert.equal(listMaskOf('people', person), 'nextPageToken,people(displayName,me)')
})
