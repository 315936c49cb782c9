import assert from 'node:assert/strict'
import { test } from 'node:test'
import { takeRecords } from './records.ts'
import { failureOf } from './testing/failure-of.ts'
import { letterCall } from './testing/post-office.ts'
import { weatherCall } from './testing/weather.ts'

const list = weatherCall({ entity: 'stations', action: 'list', params: { country: 'pt', city: 'lisbon' } })
const get = weatherCall({ entity: 'stations', action: 'get', params: { id: 'x' } })
const create = weatherCall({ entity: 'stations', action: 'create', params: { name: 'x' } })
const search = weatherCall({ entity: 'reports', action: 'api_search', params: { q: 'rain' } })
const latest = weatherCall({ entity: 'reports', action: 'latest' })

for (const [title, call, body, data, meta] of [
  ['a list is the answer itself', list, [{ id: 1 }], [{ id: 1 }], {}],
  ['a list may be empty', list, [], [], {}],
  ['a record is the answer itself', get, { id: 1 }, { id: 1 }, {}],
  ['a record may be below the answer', latest, { report: { id: 1 } }, { id: 1 }, {}],
  [
    'scalars beside the records are told',
    search,
    { total: 2, more: false, next: null, hint: 'a', found: { items: [] }, tags: [] },
    [],
    { total: 2, more: false, next: null, hint: 'a' },
  ],
  ['a write may be answered with a record', create, { id: 1 }, { id: 1 }, {}],
  ['a write may be answered with nothing', create, undefined, null, {}],
  ['a write may be answered with null', create, null, null, {}],
] as const) {
  test(title, () => {
    assert.deepEqual(takeRecords(call, body), { data, meta })
  })
}

for (const [title, call, body] of [
  ['a record where a list is expected', list, { items: [] }],
  ['a text where a list is expected', list, 'text'],
  ['a list where a record is expected', get, [{ id: 1 }]],
  ['a text where a record is expected', get, 'text'],
  ['a number where a record is expected', create, 5],
  ['a missing path', search, { found: {} }],
  ['a missing path to a record', latest, { id: 1 }],
  ['null at the path', search, { found: { items: null } }],
  ['a record at the path of a list', search, { found: { items: {} } }],
  ['a path through prototypes', latest, JSON.parse('{"__proto__":{"report":{}}}')],
] as const) {
  test(`${title} is the definition's fault, and no empty success`, () => {
    const error = failureOf(() => takeRecords(call, body))
    assert.equal(error.code, 'projection_failed')
    assert.ok(error.fix)
  })
}

test('where the records were expected is told', () => {
  const error = failureOf(() => takeRecords(search, {}))
  assert.equal(error.message, 'reports.api_search: the answer does not have a list at "found.items".')
})

for (const call of [list, get, search]) {
  for (const body of [undefined, null]) {
    test(`${call.action} answered with ${body === null ? 'null' : 'nothing'} is malformed`, () => {
      assert.equal(failureOf(() => takeRecords(call, body)).code, 'upstream_malformed')
    })
  }
}

test('the null of GraphQL in place of a record or a list is no such thing', () => {
  const found = letterCall('list_found')
  const body = { data: { letters: { nodes: null } } }
  assert.equal(failureOf(() => takeRecords(found, body)).code, 'upstream_not_found')
  const gone = letterCall('send', { params: { id: 'x' } })
  assert.equal(
    failureOf(() => takeRecords(gone, { data: { send: { letter: null } } })).code,
    'projection_failed',
  )
})
