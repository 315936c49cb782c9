import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plan } from '../plan.ts'
import { failureOf } from '../testing/failure-of.ts'
import { weatherCall } from '../testing/weather.ts'
import { pageFromLinkHeader } from './link-header.ts'

const LISBON = { country: 'pt', city: 'lisbon' }

function callAt(cursor?: string) {
  return weatherCall({
    entity: 'stations',
    action: 'list',
    params: { ...LISBON, state: 'open' },
    limit: 3,
    ...(cursor !== undefined && { cursor }),
  })
}

function pageOf(header: string | undefined, cursor?: string) {
  const call = callAt(cursor)
  return pageFromLinkHeader(call, plan(call).url, header)
}

/** What the request for the page after asks for. */
function nextQuery(header: string): Record<string, string> {
  const { nextCursor } = pageOf(header)
  assert.ok(nextCursor)
  return Object.fromEntries(plan(callAt(nextCursor)).url.searchParams)
}

for (const header of [undefined, '', '<https://api.weather.example/x?page=5>; rel="last"']) {
  test(`without a next page (${header}) a list is complete`, () => {
    assert.deepEqual(pageOf(header), { nextCursor: null, complete: true })
  })
}

for (const target of [
  'https://api.weather.example/v2/countries/pt/cities/lisbon/stations?state=open&per_page=3&page=2',
  'https://api.weather.example/places/1000/stations?page=2&per_page=3&state=open',
  'https://evil.example:8443/steal?page=2&per_page=3&state=open',
  'http://169.254.169.254/latest?page=2&per_page=3&state=open#x',
  '//evil.example/?page=2&per_page=3&state=open',
  '/elsewhere?page=2&per_page=3&state=open',
  '?page=2&per_page=3&state=open',
  'javascript:alert(1)?page=2&per_page=3&state=open',
]) {
  test(`of the link to ${target} only the query is used`, () => {
    assert.equal(pageOf(`<${target}>; rel="next"`).complete, false)
    const { nextCursor } = pageOf(`<${target}>; rel="next"`)
    const { url } = plan(callAt(nextCursor ?? ''))
    assert.equal(
      url.origin + url.pathname,
      'https://api.weather.example/v2/countries/pt/cities/lisbon/stations',
    )
    assert.deepEqual(Object.fromEntries(url.searchParams), { state: 'open', per_page: '3', page: '2' })
  })
}

test('of the query only what the operation could have sent is kept', () => {
  const target = '?page=2&per_page=3&access_token=x&country=es&id=7&__proto__=1&visibility=all'
  assert.deepEqual(nextQuery(`<${target}>; rel="next"`), { state: 'open', page: '2', per_page: '3' })
})

test('a place that is marked by a text of the third party survives', () => {
  const after = 'Y3Vyc29yOnYy+/==&x'
  assert.equal(nextQuery(`<?after=${encodeURIComponent(after)}>; rel="next"`).after, after)
})

for (const [title, target] of [
  ['the page just read', '?state=open&per_page=3&page=2'],
  ['the page just read, in another order', '?page=2&per_page=3&state=open'],
  ['the page just read, with something foreign', '?page=2&per_page=3&state=open&x=1'],
  ['nothing that the list knows', '?offset=20'],
  ['nothing', ''],
  ['no URL', 'https://[x'],
] as const) {
  test(`a next link to ${title} is an error, not the end`, () => {
    const cursor = Buffer.from('page=2').toString('base64url')
    const error = failureOf(() => pageOf(`<${target}>; rel="next"`, cursor))
    assert.equal(error.code, 'upstream_malformed')
  })
}

test('a header over 16 KB is an error: half of it could look like the end', () => {
  const error = failureOf(() => pageOf(`<?page=2&x=${'x'.repeat(16_384)}>; rel="next"`))
  assert.equal(error.code, 'upstream_malformed')
  assert.ok(error.message.length < 200)
})
