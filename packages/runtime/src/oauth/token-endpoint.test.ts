import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import type { OAuth2Mechanism } from '@sallyport/definition'
import fc from 'fast-check'
import { createSender } from '../send/sender.ts'
import { serve, serveTcp } from '../send/testing/upstream-server.ts'
import { askForToken, type TokenQuestion } from './token-endpoint.ts'
import type { OAuthApplication, TokenGrant } from './token-grant.ts'

const TOKEN_ORIGIN = 'https://accounts.weather.example'
const mechanism: OAuth2Mechanism = {
  scheme: 'oauth2',
  field: 'access_token',
  grants: ['refresh_token'],
  token: `${TOKEN_ORIGIN}/token`,
  scopes: {},
}
const application = { clientId: 'app', clientSecret: 'app-secret-0123456789' }
const grant: TokenGrant = { type: 'refresh_token', refreshToken: 'old-refresh-token-0123' }
const JSON_TYPE = { 'content-type': 'application/json' }

interface Stage {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly mechanism?: Partial<OAuth2Mechanism>
  readonly grant?: TokenGrant
  readonly application?: OAuthApplication
}

async function asked({ status = 200, headers = JSON_TYPE, body = '{}', ...question }: Stage) {
  await using server = await serve((response) => response.writeHead(status, headers).end(body))
  const sender = createSender({ allowLoopbackOrigins: new Map([[TOKEN_ORIGIN, server.origin]]) })
  const answer = await askForToken({
    grant,
    application,
    ...question,
    mechanism: { ...mechanism, ...question.mechanism },
    origins: [TOKEN_ORIGIN],
    sender,
  })
  await sender.close()
  return { answer, seen: server.seen }
}

const PAIR = 'Basic YXBwOmFwcC1zZWNyZXQtMDEyMzQ1Njc4OQ=='

for (const [what, question, headers, body] of [
  [
    'a refresh token, by default with Basic and a form',
    {},
    { authorization: PAIR },
    {
      grant_type: 'refresh_token',
      refresh_token: 'old-refresh-token-0123',
    },
  ],
  [
    'id and secret in the body',
    { mechanism: { client: 'body' } },
    { authorization: undefined },
    {
      grant_type: 'refresh_token',
      refresh_token: 'old-refresh-token-0123',
      client_id: 'app',
      client_secret: 'app-secret-0123456789',
    },
  ],
  [
    'a public application by its id',
    { application: { clientId: 'app' } },
    { authorization: undefined },
    {
      grant_type: 'refresh_token',
      refresh_token: 'old-refresh-token-0123',
      client_id: 'app',
    },
  ],
  [
    'the scopes of an application for itself',
    { grant: { type: 'client_credentials', scopes: ['a', 'b'] }, mechanism: { scopeSeparator: ',' } },
    { authorization: PAIR },
    { grant_type: 'client_credentials', scope: 'a,b' },
  ],
  [
    'a code with its verifier',
    {
      grant: { type: 'authorization_code', code: 'c', redirectUri: 'https://a.example/b', codeVerifier: 'v' },
    },
    {},
    { grant_type: 'authorization_code', code: 'c', redirect_uri: 'https://a.example/b', code_verifier: 'v' },
  ],
  [
    'the code of a device',
    { grant: { type: 'device_code', deviceCode: 'd' } },
    {},
    {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: 'd',
    },
  ],
] as const satisfies readonly (readonly [string, Stage, object, object])[]) {
  test(`a token endpoint is brought ${what}`, async () => {
    const { seen } = await asked(question)
    const [request] = seen
    for (const [name, value] of Object.entries(headers)) assert.equal(request?.headers[name], value)
    assert.equal(request?.target, '/token')
    assert.equal(request?.headers.accept, 'application/json')
    assert.deepEqual(Object.fromEntries(new URLSearchParams(request?.body)), body)
  })
}

test('a body is JSON where the definition says so', async () => {
  const { seen } = await asked({ mechanism: { body: 'json', client: 'body' } })
  assert.equal(seen[0]?.headers['content-type'], 'application/json')
  assert.equal(JSON.parse(seen[0]?.body ?? '').refresh_token, 'old-refresh-token-0123')
})

test('id and secret are encoded as in a form before they are joined', async () => {
  const { seen } = await asked({ application: { clientId: 'a b:c', clientSecret: 'p%:ü' } })
  const [, pair = ''] = seen[0]?.headers.authorization?.split(' ') ?? []
  assert.equal(Buffer.from(pair, 'base64').toString(), 'a+b%3Ac:p%25%3A%C3%BC')
})

const TOKENS = { access_token: 'new-access', refresh_token: 'new-refresh', expires_in: 3600 }

for (const [what, stage, granted] of [
  [
    'all that RFC 6749 has',
    { body: JSON.stringify({ ...TOKENS, scope: 'a b' }) },
    {
      accessToken: 'new-access',
      refreshToken: 'new-refresh',
      expiresInMs: 3_600_000,
      scopes: ['a', 'b'],
    },
  ],
  ['no expiry', { body: '{"access_token":"t"}' }, { accessToken: 't' }],
  [
    'no expiry, where the definition knows it',
    { body: '{"access_token":"t"}', mechanism: { expiresIn: 60 } },
    {
      accessToken: 't',
      expiresInMs: 60_000,
    },
  ],
  [
    'an expiry as text',
    { body: '{"access_token":"t","expires_in":"90"}' },
    {
      accessToken: 't',
      expiresInMs: 90_000,
    },
  ],
  ['an expiry of nothing', { body: '{"access_token":"t","expires_in":0}' }, { accessToken: 't' }],
  [
    'an expiry of a thousand years',
    { body: '{"access_token":"t","expires_in":31536000000}' },
    {
      accessToken: 't',
      expiresInMs: 315_360_000_000,
    },
  ],
  ['an error of nothing beside it', { body: '{"access_token":"t","error":null}' }, { accessToken: 't' }],
  [
    'tokens elsewhere',
    {
      body: '{"ok":true,"authed_user":{"access_token":"t","refresh_token":"r","expires_in":43200},"at":"https://x.example"}',
      mechanism: {
        answer: {
          accessToken: 'authed_user.access_token',
          refreshToken: 'authed_user.refresh_token',
          expiresIn: 'authed_user.expires_in',
          instanceUrl: 'at',
        },
      },
    },
    { accessToken: 't', refreshToken: 'r', expiresInMs: 43_200_000, instanceUrl: 'https://x.example' },
  ],
  [
    'a form',
    {
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: 'access_token=t&expires_in=28800&scope=',
    },
    { accessToken: 't', expiresInMs: 28_800_000 },
  ],
] as const satisfies readonly (readonly [string, Stage, object])[]) {
  test(`an answer with ${what} is tokens`, async () => {
    const { answer } = await asked(stage)
    assert.deepEqual(answer, { kind: 'granted', ...granted })
  })
}

const VENDOR = { errors: { refused: ['bad_refresh_token'], application: ['bad_client_secret'] } }

for (const [status, body, kind, cause] of [
  [400, '{"error":"invalid_grant"}', 'refused', 'invalid_grant'],
  [401, '{"error":"invalid_grant"}', 'refused', 'invalid_grant'],
  [200, '{"error":"invalid_grant","access_token":"t"}', 'refused', 'invalid_grant'],
  [200, '{"error":"bad_refresh_token"}', 'refused', 'bad_refresh_token'],
  [200, '{"ok":false,"error":"bad_refresh_token"}', 'refused', 'bad_refresh_token'],
  [401, '{"error":"invalid_client"}', 'application', 'invalid_client'],
  [400, '{"error":"unauthorized_client"}', 'application', 'unauthorized_client'],
  [200, '{"ok":false,"error":"bad_client_secret"}', 'application', 'bad_client_secret'],
  [429, '{}', 'application', 'rate_limited'],
  [429, '{"error":"invalid_grant"}', 'application', 'rate_limited'],
  [400, '{"error":"invalid_scope"}', 'failed', 'invalid_scope'],
  [400, '{"error":"authorization_pending"}', 'failed', 'authorization_pending'],
  [400, '{"error":"old-refresh-token-0123"}', 'failed', 'unnamed_error'],
  [400, '{"error":{"message":"no"}}', 'failed', 'unnamed_error'],
  [200, '{"ok":false}', 'failed', 'unnamed_error'],
  [200, '{"ok":false,"error":"internal_error"}', 'unknown', 'internal_error'],
  [400, '{"error":"server_error"}', 'unknown', 'server_error'],
  [503, '{"error":"invalid_grant"}', 'unknown', 'status_503'],
  [500, '', 'unknown', 'status_500'],
  [403, '<html>', 'unknown', 'status_403'],
  [302, '', 'unknown', 'status_302'],
  [200, '', 'unknown', 'no_token'],
  [200, '{}', 'unknown', 'no_token'],
  [200, '{"access_tok', 'unknown', 'no_token'],
  [200, '"text"', 'unknown', 'no_token'],
  [200, '{"access_token":7}', 'unknown', 'no_token'],
  [200, '{"access_token":"a\\nb"}', 'unknown', 'no_token'],
  [200, '{"access_token":""}', 'unknown', 'no_token'],
] as const satisfies readonly (readonly [number, string, string, string])[]) {
  test(`${status} with ${body || 'nothing'} is ${kind}: ${cause}`, async () => {
    const { answer } = await asked({ status, body, mechanism: VENDOR })
    assert.deepEqual(answer, { kind, cause })
  })
}

test('a sign-in page with a status of success is no token, and nobody knows', async () => {
  const { answer } = await asked({ headers: { 'content-type': 'text/html' }, body: '<html>' })
  assert.deepEqual(answer, { kind: 'unknown', cause: 'no_token' })
})

test('a token endpoint that asks to slow down says for how long', async () => {
  const { answer } = await asked({ status: 429, headers: { ...JSON_TYPE, 'retry-after': '30' } })
  assert.deepEqual(answer, { kind: 'application', cause: 'rate_limited', retryInMs: 30_000 })
})

test('more than 64 KB is nothing that is known', async () => {
  const { answer } = await asked({ body: JSON.stringify({ access_token: 't', x: 'x'.repeat(65_536) }) })
  assert.deepEqual(answer, { kind: 'unknown', cause: 'upstream_too_large' })
})

test('nothing is sent to an origin that was not sealed', async () => {
  const sender = { send: () => assert.fail('it was sent'), close: async () => {} }
  for (const origins of [[], ['https://api.weather.example'], [`${TOKEN_ORIGIN}.evil.example`]]) {
    const answer = await askForToken({ mechanism, grant, application, origins, sender })
    assert.deepEqual(answer, { kind: 'not_sent', cause: 'destination_refused' })
  }
})

test('what cannot be reached was not sent; what broke or stayed silent may have been', async () => {
  await using resets = await serveTcp((socket) => void socket.once('data', () => socket.resetAndDestroy()))
  await using silent = await serveTcp(() => {})
  for (const [at, expected] of [
    ['http://127.0.0.1:1', { kind: 'not_sent', cause: 'upstream_unavailable' }],
    [resets.origin, { kind: 'unknown', cause: 'upstream_unavailable' }],
    [silent.origin, { kind: 'unknown', cause: 'upstream_timeout' }],
  ] as const) {
    const sender = createSender({ allowLoopbackOrigins: new Map([[TOKEN_ORIGIN, at]]) })
    const origins = [TOKEN_ORIGIN]
    const question: TokenQuestion = { mechanism, grant, application, origins, sender, deadlineMs: 200 }
    assert.deepEqual(await askForToken(question), expected)
    await sender.close()
  }
  const sender = createSender({ lookup: (_host, _options, done) => done(new Error('ENOTFOUND'), []) })
  const question = { mechanism, grant, application, origins: [TOKEN_ORIGIN], sender }
  assert.equal((await askForToken(question)).kind, 'not_sent')
  await sender.close()
})

test('no answer that gives no tokens repeats what was sent', async () => {
  const word = fc.constantFrom(grant.refreshToken, application.clientSecret, 'x', 'error', 'ok', '<html>')
  const body = fc.dictionary(word, fc.oneof(word, fc.dictionary(word, word)))
  await fc.assert(
    fc.asyncProperty(body, fc.constantFrom(200, 400, 401, 500), async (said, status) => {
      const { answer } = await asked({ status, body: JSON.stringify(said) })
      const told = inspect(answer)
      for (const secret of [grant.refreshToken, application.clientSecret]) assert.ok(!told.includes(secret))
    }),
    { numRuns: 50 },
  )
})
