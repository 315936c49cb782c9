import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Json } from '../json.ts'
import { readOne, told } from './testing/read-one.ts'

const WHOLE = { type: 'integer' }
const object = (properties: object) => ({ type: 'object', properties })
const query = (schema: object, style = 'form') => [{ name: 'f', in: 'query', style, explode: true, schema }]

const CASES: readonly (readonly [string, readonly object[], string, Json, readonly string[]])[] = [
  [
    'members that nobody names',
    query({ type: 'object', additionalProperties: WHOLE }),
    'a=1&b=2',
    { f: { a: 1, b: 2 } },
    [],
  ],
  [
    'members beside parameters',
    [...query({ type: 'object', additionalProperties: WHOLE }), { name: 'p', in: 'query', schema: WHOLE }],
    'a=1&p=2',
    { p: 2, f: { a: 1 } },
    [],
  ],
  ['members of a combination', query({ allOf: [object({ a: WHOLE })] }), 'a=1', { f: { a: 1 } }, []],
  [
    'a list among its members',
    query(object({ ids: { type: 'array', items: WHOLE } })),
    'ids=1&ids=2',
    { f: { ids: [1, 2] } },
    [],
  ],
  ['a member given twice', query(object({ a: WHOLE })), 'a=1&a=2', { f: { a: 2 } }, ['query a invalid']],
  ['no such member', query(object({ a: WHOLE })), 'b=1', { b: '1' }, ['query b unknown']],
  [
    'a value and an object at once',
    query({ anyOf: [WHOLE, object({ gte: WHOLE })] }, 'deepObject'),
    'f=5&f[gte]=6',
    { f: { gte: 6 } },
    ['query f invalid'],
  ],
  ['anything, several times', query({}), 'f=1&f=2', { f: ['1', '2'] }, []],
]

for (const [what, parameters, text, value, violations] of CASES) {
  test(`a query is read with ${what}`, () => {
    const request = readOne({ parameters })({ url: `/x?${text}` })
    assert.deepEqual([request.query, told(request)], [value, violations])
  })
}
