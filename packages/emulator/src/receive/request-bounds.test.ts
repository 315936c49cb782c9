import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readOne, told } from './testing/read-one.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const check = (schema: object, body: string, schemas: object = {}): string[] =>
  told(
    readOne({ method: 'post', requestBody: { content: { 'application/json': { schema } } }, schemas })({
      headers: JSON_TYPE,
      body,
    }),
  )

const LIST = `[${'1,'.repeat(400_000)}1]`

test('a large body in which everything is wrong is told its first mistake, and soon', {
  timeout: 10_000,
}, () => {
  const node = { type: 'object', properties: { next: { $ref: '#/components/schemas/Node' } } }
  const items = { $ref: '#/components/schemas/Node' }
  assert.deepEqual(check({ type: 'array', items }, LIST, { Node: node }), ['body 0 invalid'])
  const choice = { anyOf: [items, { type: 'string' }] }
  assert.deepEqual(check({ type: 'array', items: choice }, LIST, { Node: node }), ['body 0 invalid'])
})

test('a small body is told all its mistakes', () => {
  const items = { type: 'array', items: { type: 'string' } }
  assert.deepEqual(check(items, '[1,"a",2]'), ['body 0 invalid', 'body 2 invalid'])
})

test('a large list of different objects is unique, and soon', { timeout: 10_000 }, () => {
  const list = Array.from({ length: 60_000 }, (_, index) => ({ index }))
  const schema = { type: 'array', uniqueItems: true }
  assert.deepEqual(check(schema, JSON.stringify(list)), [])
  assert.deepEqual(check(schema, JSON.stringify([...list, { index: 0 }])), ['body null invalid'])
})

test('items are unique by value', () => {
  const schema = { type: 'array', uniqueItems: true }
  for (const same of ['[{"a":1,"b":2},{"b":2,"a":1}]', '[[1],[1]]', '[null,null]', '[1,1.0]', '["a","a"]']) {
    assert.deepEqual(check(schema, same), ['body null invalid'], same)
  }
  for (const other of ['[1,"1",true,"true",null]', '[{},[]]', '[{"a":1},[["a",1]],[["a",1],{}]]']) {
    assert.deepEqual(check(schema, other), [], other)
  }
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (left, right) => {
      const [a, b] = [left, right].map((value) => JSON.parse(JSON.stringify(value)))
      let isSame = true
      try {
        assert.deepStrictEqual(a, b)
      } catch {
        isSame = false
      }
      assert.equal(check(schema, JSON.stringify([a, b])).length, isSame ? 1 : 0)
    }),
    { numRuns: 60 },
  )
})

test('numbers that JSON does not have are none, and decimals are multiples of decimals', () => {
  assert.deepEqual(check({ type: 'number' }, '1e999'), ['body null invalid'])
  const read = readOne({ parameters: [{ name: 'n', in: 'query', schema: { type: 'integer' } }] })
  assert.deepEqual(told(read({ url: `/x?n=${'9'.repeat(400)}` })), ['query n invalid'])
  for (const price of ['19.99', '0.07', '1.1']) {
    assert.deepEqual(check({ type: 'number', multipleOf: 0.01 }, price), [], price)
  }
  assert.deepEqual(check({ type: 'number', multipleOf: 0.01 }, '0.001'), ['body null invalid'])
})

test('a reference into a schema that had to be rewritten still leads there', () => {
  const A = { nullable: true, allOf: [{ type: 'string' }] }
  assert.deepEqual(check({ $ref: '#/components/schemas/A/allOf/0' }, '1', { A }), ['body null invalid'])
})
