import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OAuth2Mechanism, Revocation } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { Sender } from '../send/sender.ts'
import type { UpstreamRequest } from '../send/upstream.ts'
import { type Revoked, revokeToken } from './revoke-token.ts'

const mechanism = {
  scheme: 'oauth2',
  field: 'access_token',
  grants: ['authorization_code'],
  token: 'https://accounts.example/token',
  scopes: {},
} as const satisfies OAuth2Mechanism
const plain: Revocation = { url: 'https://accounts.example/revoke', tokens: ['refresh_token'] }

interface Answered {
  readonly status: number
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks with a sender that answers so; gives what came of it, and the request. */
async function revoked(answer: Answered | SallyportError, revocation: Partial<Revocation> = {}) {
  const requests: UpstreamRequest[] = []
  const sender: Sender = {
    async send(request) {
      requests.push(request)
      if (answer instanceof SallyportError) throw answer
      const body = Buffer.from(answer.body === undefined ? '' : JSON.stringify(answer.body))
      const headers = { 'content-type': 'application/json', ...answer.headers }
      return { status: answer.status, headers, body, url: request.url } as never
    },
    close: async () => {},
  }
  const outcome = await revokeToken({
    mechanism,
    revocation: { ...plain, ...revocation },
    token: { name: 'refresh_token', value: 'the-token' },
    application: { clientId: 'app', clientSecret: 'a secret:' },
    origins: ['https://accounts.example'],
    sender,
  })
  return { outcome, request: requests[0] }
}

const MEANINGS: readonly (readonly [
  what: string,
  Answered | SallyportError,
  Revoked,
  Partial<Revocation>?,
])[] = [
  ['a success', { status: 200 }, { kind: 'revoked' }],
  ['no content', { status: 204 }, { kind: 'revoked' }],
  [
    'a token that is not known (RFC 7009 2.2)',
    { status: 400, body: { error: 'invalid_token' } },
    { kind: 'revoked' },
  ],
  ['a token that is gone', { status: 404 }, { kind: 'revoked' }, { gone: [404] }],
  ['an address that is not there', { status: 404 }, { kind: 'refused', cause: 'status_404' }],
  [
    'a client that is refused',
    { status: 401, body: { error: 'invalid_client' } },
    { kind: 'refused', cause: 'status_401' },
  ],
  [
    'a bearer token that is not accepted',
    { status: 401 },
    { kind: 'revoked' },
    { as: 'bearer', client: 'none' },
  ],
  [
    '200 that says no',
    { status: 200, body: { ok: false, error: 'fatal_error' } },
    { kind: 'refused', cause: 'status_200' },
    { done: 'ok' },
  ],
  [
    '200 that says it is gone',
    { status: 200, body: { ok: false, error: 'token_revoked' } },
    { kind: 'revoked' },
    { done: 'ok' },
  ],
  ['200 that says yes', { status: 200, body: { ok: true } }, { kind: 'revoked' }, { done: 'ok' }],
  ['a failing server', { status: 503 }, { kind: 'unsure', cause: 'status_503' }],
  [
    'too many requests',
    { status: 429, headers: { 'retry-after': '7' } },
    { kind: 'unsure', cause: 'rate_limited', retryInMs: 7000 },
  ],
  [
    'no answer',
    new SallyportError('upstream_timeout', 'late'),
    { kind: 'unsure', cause: 'upstream_timeout' },
  ],
  [
    'an origin that was not sealed',
    { status: 200 },
    { kind: 'refused', cause: 'destination_refused' },
    { url: 'https://elsewhere.example/revoke' },
  ],
]

for (const [what, answer, expected, revocation] of MEANINGS) {
  test(`what comes of revoking: ${what}`, async () => {
    assert.deepEqual((await revoked(answer, revocation)).outcome, expected)
  })
}

test('a token goes in a form, in JSON under the name of the vendor, or in the header; the application as it says', async () => {
  const form = (await revoked({ status: 200 })).request
  assert.equal(form?.body, 'token=the-token&token_type_hint=refresh_token')
  assert.equal(form?.headers.authorization, `Basic ${Buffer.from('app:a+secret%3A').toString('base64')}`)
  const json = (
    await revoked(
      { status: 204 },
      {
        url: 'https://accounts.example/applications/{client_id}/token',
        method: 'DELETE',
        as: 'json',
        name: 'access_token',
      },
    )
  ).request
  assert.deepEqual(
    [json?.method, json?.url.pathname, json?.body],
    ['DELETE', '/applications/app/token', '{"access_token":"the-token"}'],
  )
  const bearer = (await revoked({ status: 200 }, { as: 'bearer', client: 'none' })).request
  assert.deepEqual([bearer?.headers.authorization, bearer?.body], ['Bearer the-token', undefined])
  const body = (await revoked({ status: 200 }, { client: 'body' })).request
  assert.match(String(body?.body), /client_id=app&client_secret=a\+secret%3A/)
})
