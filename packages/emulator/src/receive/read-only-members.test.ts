import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readOne, told } from './testing/read-one.ts'

const NAME = { type: 'string' }
const A = {
  type: 'object',
  properties: { id: { type: 'string', readOnly: true }, name: { type: 'string' } },
}
const SCHEMAS = { A, Id: { type: 'string', readOnly: true } }
const REF_A = { $ref: '#/components/schemas/A' }

const CASES: readonly (readonly [string, object])[] = [
  ['beside its property', { ...A, required: ['id', 'name'] }],
  ['beside the combination that has it', { allOf: [REF_A], required: ['id', 'name'] }],
  ['in another part of the combination', { allOf: [REF_A, { required: ['id', 'name'] }] }],
  ['in a choice beside it', { ...A, anyOf: [{ required: ['id', 'name'] }] }],
  [
    'where its schema is a combination',
    {
      properties: { name: NAME, id: { allOf: [{ $ref: '#/components/schemas/Id' }] } },
      required: ['id', 'name'],
    },
  ],
  [
    'where it may be null too',
    {
      properties: { name: NAME, id: { $ref: '#/components/schemas/Id', nullable: true, readOnly: true } },
      required: ['id', 'name'],
    },
  ],
]

for (const [where, schema] of CASES) {
  test(`a member that is read alone is not required of a request: ${where}`, () => {
    const read = readOne({
      method: 'post',
      requestBody: { content: { 'application/json': { schema } } },
      schemas: SCHEMAS,
    })
    const headers = { 'content-type': 'application/json' }
    assert.deepEqual(told(read({ headers, body: '{"name":"a"}' })), [])
    assert.notDeepEqual(told(read({ headers, body: '{}' })), [])
  })
}

test('a schema that excludes a member still does', () => {
  const schema = { ...A, not: { required: ['id'] } }
  const read = readOne({ method: 'post', requestBody: { content: { 'application/json': { schema } } } })
  const headers = { 'content-type': 'application/json' }
  assert.deepEqual(told(read({ headers, body: '{}' })), [])
  assert.deepEqual(told(read({ headers, body: '{"id":"1"}' })), ['body null invalid'])
})
