import assert from 'node:assert/strict'
import { test } from 'node:test'
import { credentialHash } from '../credentials/credential-hash.ts'
import type { Json, JsonObject } from '../json.ts'
import { STRANGER } from '../respond/visit.ts'
import { type EntrySource, entryOf } from './entry-of.ts'

function entry({
  body = null,
  query = {},
  headers = {},
  presented = {},
}: {
  body?: Json
  query?: JsonObject
  headers?: Record<string, string>
  presented?: Record<string, string>
}) {
  const source: EntrySource = {
    time: 0,
    path: '/things',
    request: { method: 'POST', url: '/things', headers, body: Buffer.alloc(0) },
    visitor: { ...STRANGER, presented },
    reading: { operation: null, query, body, violations: [] },
    fault: null,
    trouble: undefined,
  }
  return entryOf(source, 200)
}

const SECRET = 'hunter2-do-not-keep'

const BODIES: readonly (readonly [string, Json])[] = [
  ['client_secret', { client_secret: SECRET }],
  ['token', { token: SECRET, file: 'a' }],
  ['config.secret', { name: 'web', config: { secret: SECRET } }],
  ['variables.input.apiKey', { query: '{ a }', variables: { input: { apiKey: SECRET } } }],
  ['0.password', [{ password: SECRET }]],
  ['refresh_token', { refresh_token: [SECRET] }],
  ['code', { client_id: 'app', code: SECRET }],
]

for (const [place, body] of BODIES) {
  test(`a body keeps the hash of its ${place} alone`, () => {
    const made = entry({ body })
    assert.doesNotMatch(JSON.stringify(made), new RegExp(SECRET))
    assert.equal(made.presented[place], credentialHash(SECRET))
  })
}

test('what only sounds like a secret is kept as it was sent', () => {
  const body = {
    code: 'SUMMER',
    pageToken: 'p',
    token: null,
    password: true,
    secrets: [{ name: 'a' }],
    secret: '',
  }
  const query = { page_token: 'p', key: 'k', constructor: 'c', toString: 't' }
  const made = entry({ body, query, headers: { 'idempotency-key': 'i', constructor: 'c' } })
  assert.equal(made.body, body)
  assert.deepEqual(made.query, query)
  assert.deepEqual(made.headers, { 'idempotency-key': 'i', constructor: 'c' })
  assert.deepEqual(made.presented, {})
})

test('a query and headers keep hashes of secrets, whoever reads them', () => {
  const made = entry({
    query: { refresh_token: SECRET, page: '2' },
    headers: { 'x-shopify-access-token': SECRET, 'x-api-key': SECRET, referer: `https://a/b?code=${SECRET}` },
  })
  assert.doesNotMatch(JSON.stringify(made), new RegExp(SECRET))
  assert.deepEqual(made.query, { page: '2' })
  assert.deepEqual(made.headers, { referer: 'https://a/b' })
  assert.deepEqual(Object.keys(made.presented), ['x-shopify-access-token', 'x-api-key', 'refresh_token'])
})

test('a header called __proto__ is kept like any other', () => {
  const headers = Object.fromEntries([['__proto__', 'x']])
  assert.deepEqual(Object.keys(entry({ headers }).headers), ['__proto__'])
})

test('what a scheme names is left out, and is hashed once', () => {
  const presented = { key: credentialHash(SECRET) }
  const made = entry({ body: { key: SECRET }, query: { key: SECRET }, presented })
  assert.deepEqual([made.body, made.query, made.presented], [{}, {}, presented])
})
