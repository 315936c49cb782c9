import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { SallyportError } from '@sallyport/errors'
import { parseBody, parseBodyLeniently } from './parse-body.ts'

function answer(contentType: string | undefined, body: string | Uint8Array) {
  const headers = contentType === undefined ? {} : { 'content-type': contentType }
  return { headers, body: typeof body === 'string' ? new TextEncoder().encode(body) : body }
}

function isMalformed(error: unknown): error is SallyportError {
  return SallyportError.isInstance(error) && error.code === 'upstream_malformed'
}

const json = [
  undefined,
  'application/json',
  'Application/JSON; charset=utf-8',
  'application/vnd.github+json',
  'application/problem+json;x=1',
  'text/json',
  ' application/json ; charset=iso-8859-1',
]

for (const type of json) {
  test(`${type ?? 'no content type'} is JSON`, () => {
    assert.deepEqual(parseBody(answer(type, '{"a":"é"}')).value, { a: 'é' })
  })
}

const others: readonly (readonly [type: string, named: string])[] = [
  ['text/html; charset=utf-8', 'text/html'],
  ['text/plain', 'text/plain'],
  ['application/xml', 'application/xml'],
  ['application/jsonp', 'application/jsonp'],
  ['application/x+json-seq', 'application/x+json-seq'],
  ['<script>alert(1)</script>', 'an unreadable content type'],
  ['', 'an unreadable content type'],
  [`text/${'x'.repeat(200)}`, 'an unreadable content type'],
]

for (const [type, named] of others) {
  test(`"${type.slice(0, 40)}" is refused where JSON is expected, by its name only`, () => {
    assert.throws(
      () => parseBody(answer(type, '{"canary":1}')),
      (error) => isMalformed(error) && error.message.includes(named) && !inspect(error).includes('canary'),
    )
  })
}

test('an empty body has no value', () => {
  for (const type of [undefined, 'text/html', 'application/json']) {
    assert.equal(parseBody(answer(type, '')).value, undefined)
  }
})

test('nesting deeper than 200 is refused', () => {
  const nested = (depth: number) => answer('application/json', '['.repeat(depth) + ']'.repeat(depth))
  assert.ok(Array.isArray(parseBody(nested(200)).value))
  assert.throws(() => parseBody(nested(201)), isMalformed)
})

test('of several content types the first counts', () => {
  const headers = { 'content-type': ['application/json', 'text/html'] }
  assert.equal(parseBody({ headers, body: new TextEncoder().encode('1') }).value, 1)
})

test('read leniently, what is not JSON has no value', () => {
  assert.deepEqual(parseBodyLeniently(answer('application/json', '{"message":"no"}')), { message: 'no' })
  assert.equal(parseBodyLeniently(answer('text/html', '<html>')), undefined)
  assert.equal(parseBodyLeniently(answer('application/json', '{')), undefined)
})
