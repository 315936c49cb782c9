import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changeExchanges } from './recorded-exchanges.ts'

const recorded = [
  {
    method: 'get',
    path: '/a',
    body: '',
    status: 200,
    response: { id: 1, items: [{ name: 'old', score: 1 }] },
  },
  { method: 'post', path: '/b', body: { x: 1 }, status: 422, response: { message: 'old' } },
]

test('exchanges are taken as they are, without an empty body', () => {
  assert.deepEqual(changeExchanges(recorded, [{ take: 'post /b' }, { take: 'get /a' }]), [
    recorded[1],
    {
      method: 'get',
      path: '/a',
      status: 200,
      response: recorded[0]?.response,
    },
  ])
})

test('an answer is renamed, cut and given another path, and says so', () => {
  const change = {
    take: 'get /a',
    path: '/c',
    member: 'items',
    omit: ['score'],
    rename: { old: '$& new' },
    derived: 'Why.',
  }
  assert.deepEqual(changeExchanges(recorded, [change]), [
    { method: 'get', path: '/c', status: 200, derived: 'Why.', response: [{ name: '$& new' }] },
  ])
  assert.deepEqual(changeExchanges(recorded, [{ take: 'post /b', set: { id: 2 } }])[0]?.response, {
    message: 'old',
    id: 2,
  })
})

test('what was not recorded is told', () => {
  assert.throws(() => changeExchanges(recorded, [{ take: 'get /d' }]), /"get \/d" was not recorded/)
})
