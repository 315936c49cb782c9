import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { type PlannedRequest, plan } from './plan.ts'
import { anyText } from './testing/any-text.ts'
import { failureOf } from './testing/failure-of.ts'
import { weatherCall } from './testing/weather.ts'

const LISBON = { country: 'pt', city: 'lisbon' }

function planned(action: string, params: Readonly<Record<string, unknown>>): PlannedRequest {
  return plan(weatherCall({ entity: 'stations', action, params }))
}

function bodyOf(request: PlannedRequest): unknown {
  return JSON.parse(typeof request.body === 'string' ? request.body : assert.fail('there is no body'))
}

test('a read asks in its URL and has no body', () => {
  const request = planned('list', { ...LISBON, state: 'all', height: 0, manned: false, tags: ['a', 'b'] })
  assert.equal(request.method, 'GET')
  assert.equal(
    request.url.href,
    'https://api.weather.example/v2/countries/pt/cities/lisbon/stations?state=all&height=0&manned=false&tags=a&tags=b',
  )
  assert.deepEqual(request.headers, { accept: 'application/json' })
  assert.ok(!('body' in request))
})

test('a read without parameters has no query', () => {
  assert.equal(planned('get', { id: 'x' }).url.href, 'https://api.weather.example/v2/stations/x')
})

test('a query has no null: such a parameter is left out', () => {
  assert.equal(planned('list', { ...LISBON, keeper: null, height: 1 }).url.search, '?height=1')
})

test('a removal asks like a read', () => {
  const request = planned('delete', { id: 'x', manned: true })
  assert.deepEqual(
    [request.method, request.url.href, request.body],
    ['DELETE', 'https://api.weather.example/v2/stations/x?manned=true', undefined],
  )
})

test('a write sends as JSON what is not in its path, null, false and 0 among it', () => {
  const request = planned('update', { id: 'x', keeper: null, manned: false, height: 0, tags: [] })
  assert.equal(request.method, 'PATCH')
  assert.equal(request.url.href, 'https://api.weather.example/v2/stations/x')
  assert.deepEqual(bodyOf(request), { keeper: null, manned: false, height: 0, tags: [] })
  assert.deepEqual(request.headers, { accept: 'application/json', 'content-type': 'application/json' })
})

test('a write sends any text as it is', () => {
  fc.assert(
    fc.property(
      anyText.filter((name) => name.length > 0 && name.length <= 50),
      (name) => {
        assert.deepEqual(bodyOf(planned('create', { name })), { name })
      },
    ),
  )
})

test('a read sends any well-formed text as it is', () => {
  fc.assert(
    fc.property(anyText, (keeper) => {
      if (keeper.length > 20 || !keeper.isWellFormed()) return
      const { url } = planned('list', { ...LISBON, keeper })
      assert.deepEqual([...new URL(url.href).searchParams], [['keeper', keeper]])
    }),
  )
})

test('the size of a page and the place in the list go into the query', () => {
  const cursor = Buffer.from('page=2&after=x%2By').toString('base64url')
  const call = weatherCall({ entity: 'stations', action: 'list', params: LISBON, limit: 5, cursor })
  assert.equal(plan(call).url.search, '?per_page=5&page=2&after=x%2By')
})

test('a cursor repeats the size and the parameters with which its list was begun', () => {
  const cursor = Buffer.from('page=2&per_page=3&state=open').toString('base64url')
  const params = { ...LISBON, state: 'closed' }
  const call = weatherCall({ entity: 'stations', action: 'list', params, limit: 5, cursor })
  assert.deepEqual(Object.fromEntries(plan(call).url.searchParams), {
    page: '2',
    per_page: '3',
    state: 'open',
  })
})

test('a cursor of somebody else is refused', () => {
  const cursor = Buffer.from('page=2&access_token=x').toString('base64url')
  const call = weatherCall({ entity: 'stations', action: 'list', params: LISBON, cursor })
  assert.equal(failureOf(() => plan(call)).code, 'invalid_cursor')
})

for (const [id, path] of [
  ['a b', 'a%20b'],
  ['a/b', 'a%2Fb'],
  ['a\\b', 'a%5Cb'],
  ['a?b#c', 'a%3Fb%23c'],
  ['%2e%2e', '%252e%252e'],
  ['..%2f..', '..%252f..'],
  ['a..b', 'a..b'],
  ['...', '...'],
  ['.a', '.a'],
  ['a\r\nb\tc\u0000', 'a%0D%0Ab%09c%00'],
  ['//evil.example', '%2F%2Fevil.example'],
  ['@evil.example', '%40evil.example'],
  ['água 💧', '%C3%A1gua%20%F0%9F%92%A7'],
] as const) {
  test(`${JSON.stringify(id)} stands in a path as ${path}`, () => {
    assert.equal(planned('get', { id }).url.href, `https://api.weather.example/v2/stations/${path}`)
  })
}

for (const id of ['', '.', '..', '../admin', 'a/../b', 'a/..', '..\\admin', 'a/./b', '\ud800', 'a\udc00b']) {
  test(`${JSON.stringify(id)} cannot stand in a path`, () => {
    const error = failureOf(() => planned('get', { id }))
    assert.equal(error.code, 'invalid_params')
    assert.deepEqual(
      error.problems.map(({ field, code }) => [field, code]),
      [['params.id', 'format']],
    )
  })
}

test('every value that cannot stand in a path is listed', () => {
  const error = failureOf(() => planned('list', { country: '..', city: '' }))
  assert.deepEqual(
    error.problems.map(({ field }) => field),
    ['params.country', 'params.city'],
  )
})

test('a value is refused, or is one segment of the path that decodes to itself; nothing else moves', () => {
  fc.assert(
    fc.property(anyText, anyText, (country, city) => {
      let url: URL
      try {
        url = new URL(planned('list', { country, city }).url.href)
      } catch (error) {
        assert.ok(SallyportError.isInstance(error) && error.code === 'invalid_params', String(error))
        return
      }
      assert.deepEqual(url.pathname.split('/').map(decodeURIComponent), [
        ...['', 'v2', 'countries', country, 'cities', city, 'stations'],
      ])
      assert.deepEqual([url.origin, url.search, url.hash], ['https://api.weather.example', '', ''])
    }),
    { numRuns: 1000 },
  )
})
