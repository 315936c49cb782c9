import assert from 'node:assert/strict'
import { test } from 'node:test'
import { practise } from './testing/practise.ts'

const NOW = Date.UTC(2026, 0, 2)
let now = NOW

const REDIRECT = 'http://127.0.0.1:9/callback'
const { acme, call } = await practise({
  now: () => now,
  oauth: {
    settings: { refresh: { rotation: 'always', reuse: 'revoke_family' } },
    clients: [{ clientId: 'app', clientSecret: 'app-secret', redirectUris: [REDIRECT] }],
  },
})

interface Tokens {
  readonly status: number
  readonly access_token: string
  readonly refresh_token: string
  readonly error: string
}

async function token(form: Record<string, string>): Promise<Tokens> {
  const body = new URLSearchParams({ client_id: 'app', client_secret: 'app-secret', ...form })
  const response = await fetch(`${acme.url}/oauth/token`, {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(5000),
  })
  return { ...((await response.json()) as Tokens), status: response.status }
}

async function consented(): Promise<Tokens> {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: 'app',
    redirect_uri: REDIRECT,
    state: 's',
  })
  const back = new URL((await acme.oauth?.consent(`${acme.url}/oauth/authorize?${query}`)) ?? '')
  return token({
    grant_type: 'authorization_code',
    code: back.searchParams.get('code') ?? '',
    redirect_uri: REDIRECT,
  })
}

const loans = (bearer: string) => call('/v1/loans', { headers: { authorization: `Bearer ${bearer}` } })
const refresh = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token })

test('a token of the authorization server opens the API until it expires', async () => {
  const { access_token } = await token({ grant_type: 'client_credentials' })
  assert.equal((await loans(access_token)).status, 200)
  now += 3_600_001
  assert.equal((await loans(access_token)).status, 401)
  assert.equal(acme.ledger.requests({ token: access_token }).at(-1)?.violations[0]?.in, 'header')
  now = NOW
})

test('what came from a consent is refreshed, and the old refresh token ends the family', async () => {
  const first = await consented()
  const second = await refresh(first.refresh_token)
  assert.equal((await loans(second.access_token)).status, 200)
  assert.equal((await refresh(first.refresh_token)).error, 'invalid_grant')
  assert.equal((await loans(second.access_token)).status, 401)
  assert.equal(acme.ledger.count({ token: first.refresh_token, operation: 'POST /oauth/token' }), 2)
})

test('the ledger has the token request without its secrets', async () => {
  const { refresh_token } = await consented()
  await refresh(refresh_token)
  const entry = acme.ledger.only({ token: refresh_token })
  assert.deepEqual(
    [entry.operation, entry.verdict, entry.status, entry.body],
    ['POST /oauth/token', 'valid', 200, { grant_type: 'refresh_token', client_id: 'app' }],
  )
  assert.deepEqual(Object.keys(entry.presented).toSorted(), ['client_secret', 'refresh_token'])
  for (const secret of [refresh_token, 'app-secret'])
    assert.equal(JSON.stringify(entry).includes(secret), false)
})

test('a refresh whose answer is lost has used the refresh token up, or has not', async () => {
  const { refresh_token } = await consented()
  acme.faults.add({ kind: 'server-error', operation: 'POST /oauth/token' })
  assert.equal(
    (await fetch(`${acme.url}/oauth/token`, { method: 'POST', body: 'grant_type=refresh_token' })).status,
    500,
  )
  const next = await refresh(refresh_token)
  assert.equal(next.status, 200)
  acme.faults.add({ kind: 'reset', operation: 'POST /oauth/token', committed: true })
  await assert.rejects(refresh(next.refresh_token))
  assert.equal((await refresh(next.refresh_token)).error, 'invalid_grant')
})

test('the token endpoint has chaos of its own', async () => {
  const { refresh_token } = await consented()
  acme.faults.add({ kind: 'token-error', error: 'temporarily_unavailable', status: 503 })
  assert.equal((await refresh(refresh_token)).error, 'temporarily_unavailable')
  acme.faults.add({ kind: 'token-without-refresh' })
  const answered = await refresh(refresh_token)
  assert.deepEqual([answered.status, answered.refresh_token], [200, undefined])
  acme.faults.add({ kind: 'token-invalid-json' })
  await assert.rejects(token({ grant_type: 'client_credentials' }), SyntaxError)
})
