import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unknownInMask } from './mask-problem.ts'

const schemas = {
  List: {
    type: 'object',
    properties: { files: { type: 'array', items: { $ref: '#/components/schemas/File' } }, next: {} },
  },
  File: {
    allOf: [
      { properties: { id: { type: 'string' } } },
      { properties: { owner: { $ref: '#/components/schemas/File' } } },
    ],
    properties: { properties: { type: 'object', additionalProperties: { type: 'string' } } },
  },
}

const CASES: readonly (readonly [mask: string, unknown: string | undefined])[] = [
  ['*', undefined],
  ['next,files(id,owner/owner/id)', undefined],
  ['files/properties/anything', undefined],
  ['files(*)', undefined],
  ['nope', 'nope'],
  ['files(id,nope)', 'nope'],
  ['files/owner/nope', 'nope'],
  ['files(constructor)', 'constructor'],
  ['files(id', 'files(id'],
  ['files)id(', 'files)id('],
]
for (const [mask, unknown] of CASES) {
  test(`the mask "${mask}" ${unknown === undefined ? 'names what there is' : 'is refused'}`, () =>
    assert.equal(unknownInMask(mask, { $ref: '#/components/schemas/List' }, schemas), unknown))
}
