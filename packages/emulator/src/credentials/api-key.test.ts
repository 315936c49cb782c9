import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReceivedRequest } from '../receive/received-request.ts'
import { credentialHash } from './credential-hash.ts'
import type { ApiKeyScheme } from './scheme.ts'
import { received, refusal, visit } from './testing/received.ts'

const accepted = ['the key', 'ключ', { token: 'old', expiresAt: 1 }]

function header(value: string, name = 'x-key'): ReceivedRequest {
  return received({ headers: { [name]: value } })
}

function body(type: string, text: string): ReceivedRequest {
  return received({ method: 'POST', headers: { 'content-type': type }, body: Buffer.from(text) })
}

const url = (url: string) => received({ url })
const cookie = (cookie: string) => received({ headers: { cookie } })
const inHeader = { in: 'header', name: 'X-Key' } as const
const inQuery = { in: 'query', name: 'k' } as const
const inCookie = { in: 'cookie', name: 'k' } as const
const inBody = { in: 'body', name: 'k' } as const
const form = 'application/x-www-form-urlencoded'

type Case = readonly [string, Omit<ApiKeyScheme, 'scheme'>, ReceivedRequest, string]

const CASES: readonly Case[] = [
  ['a header', inHeader, header('the key'), 'let in'],
  ['an expired key in a header', inHeader, header('old'), 'expired_credential invalid'],
  ['another key in a header', inHeader, header('The key'), 'invalid_credential invalid'],
  ['an empty header', inHeader, header(''), 'unauthenticated missing'],
  ['no header', inHeader, received(), 'unauthenticated missing'],
  ['a header with a prefix', { ...inHeader, prefix: 'Key' }, header('key the key'), 'let in'],
  [
    'a header without its prefix',
    { ...inHeader, prefix: 'Key' },
    header('the key'),
    'unauthenticated unsupported',
  ],
  [
    'a prefix that ends in a sign',
    { ...inHeader, prefix: 'Token token=' },
    header('Token token=the key'),
    'let in',
  ],
  [
    'the header authorization',
    { in: 'header', name: 'Authorization' },
    header('the key', 'authorization'),
    'let in',
  ],
  [
    'a header named like a method',
    { in: 'header', name: 'constructor' },
    received(),
    'unauthenticated missing',
  ],
  ['the query', inQuery, url('/a?b=c&k=the%20key'), 'let in'],
  ['the query with a plus', inQuery, url('/a?k=the+key'), 'let in'],
  ['the query in UTF-8', inQuery, url(`/a?k=${encodeURIComponent('ключ')}`), 'let in'],
  ['the query with an escaped name', inQuery, url('/a?%6B=the+key'), 'let in'],
  ['the query of another case', inQuery, url('/a?K=the+key'), 'unauthenticated missing'],
  ['the first of two in the query', inQuery, url('/a?k=other&k=the+key'), 'invalid_credential invalid'],
  ['an empty member of the query', inQuery, url('/a?k='), 'unauthenticated missing'],
  ['a cookie', inCookie, cookie('a=b; k=the key; c=d'), 'let in'],
  ['a quoted cookie', inCookie, cookie('k="the key"'), 'let in'],
  ['another cookie', inCookie, cookie('kk=the key'), 'unauthenticated missing'],
  ['a JSON body', inBody, body('application/json; charset=utf-8', '{"k":"the key"}'), 'let in'],
  ['a JSON body of a vendor', inBody, body('application/vnd.api+json', '{"k":"ключ"}'), 'let in'],
  ['another key in a JSON body', inBody, body('application/json', '{"k":"a"}'), 'invalid_credential invalid'],
  ['a number in a JSON body', inBody, body('application/json', '{"k":1}'), 'unauthenticated missing'],
  ['a JSON list', inBody, body('application/json', '["k"]'), 'unauthenticated missing'],
  ['a broken JSON body', inBody, body('application/json', '{"k":"the key"'), 'unauthenticated missing'],
  ['a form', inBody, body(form, 'a=b&k=the+key'), 'let in'],
  ['a form of another type', inBody, body('text/plain', 'k=the+key'), 'unauthenticated missing'],
  ['a body over 1 MiB', inBody, body(form, `k=the+key&a=${'a'.repeat(2 ** 20)}`), 'unauthenticated missing'],
  ['a body too large to hold', inBody, { ...received(), body: undefined }, 'unauthenticated missing'],
  [
    'an inherited member',
    { in: 'body', name: 'constructor' },
    body('application/json', '{}'),
    'unauthenticated missing',
  ],
]

for (const [what, scheme, request, expected] of CASES) {
  test(`an API key in ${what}: ${expected}`, () => {
    const visitor = visit({ schemes: [{ scheme: 'apiKey', ...scheme }], accepted }, request)
    const found = visitor.problem ? `${visitor.problem} ${visitor.violation?.code}` : 'let in'
    assert.equal(found, expected, refusal(visitor))
    if (visitor.violation) assert.equal(visitor.violation.in, scheme.in)
    if (!visitor.problem)
      assert.ok(accepted.some((key) => visitor.credential === credentialHash(String(key))))
  })
}

test('the hash of a key stands under the name of its place, without the prefix', () => {
  const schemes = [{ scheme: 'apiKey', in: 'header', name: 'X-Key', prefix: 'Key' } as const]
  const { presented } = visit({ schemes, accepted }, header('Key the key'))
  assert.deepEqual(presented, { 'x-key': credentialHash('the key') })
})
