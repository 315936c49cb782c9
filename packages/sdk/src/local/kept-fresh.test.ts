import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { linearVendor } from '@sallyport/connectors/linear/vendor'
import { createClock, emulate } from '@sallyport/emulator'
import { connect } from '../connect.ts'
import { linear } from '../connectors/linear.ts'

const REDIRECT = 'http://127.0.0.1:9/callback'
const clock = createClock(Date.UTC(2026, 0, 2))
const application = { client_id: 'app', client_secret: 'app-secret' }
const played = await emulate(linearVendor, {
  clock,
  oauth: { clients: [{ clientId: 'app', clientSecret: 'app-secret', redirectUris: [REDIRECT] }] },
})
after(() => played.close())

async function consented(): Promise<{ readonly access_token: string; readonly refresh_token: string }> {
  const query = { response_type: 'code', client_id: 'app', redirect_uri: REDIRECT, scope: 'read,write' }
  const back = await played.oauth?.consent(`${played.url}/oauth/authorize?${new URLSearchParams(query)}`)
  const code = new URL(back ?? '').searchParams.get('code') ?? ''
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    ...application,
  })
  const response = await fetch(`${played.url}/oauth/token`, { method: 'POST', body })
  const { access_token, refresh_token } = (await response.json()) as Awaited<ReturnType<typeof consented>>
  return { access_token, refresh_token }
}

function clientOf(credentials: Parameters<typeof connect<typeof linear>>[1]['credentials'] & object) {
  const redirectOrigins = { 'https://api.linear.app': played.url }
  return connect(linear, { credentials, redirectOrigins, now: clock.now })
}

const refreshes = (token: string) => played.ledger.count({ operation: 'POST /oauth/token', token })

test('a refresh token alone gets the first access token, once for many calls', async () => {
  const { refresh_token } = await consented()
  const client = clientOf({ refresh_token, ...application })
  const given = await Promise.all(Array.from({ length: 10 }, () => client.teams.list({})))
  for (const { data } of given) assert.ok(Array.isArray(data))
  assert.equal(refreshes(refresh_token), 1)
  await client.close()
})

test('an access token that the third party ended before its time is renewed, and the call is answered', async () => {
  const { access_token, refresh_token } = await consented()
  await played.oauth?.expire(access_token)
  const client = clientOf({ access_token, refresh_token, ...application })
  assert.ok((await client.teams.list({})).data)
  assert.equal(refreshes(refresh_token), 1)
  await client.close()
})

for (const [what, fault, code] of [
  ['HTML', { kind: 'nonsense', as: 'html' }, 'refresh_in_progress'],
  ['a failure of its server', { kind: 'server-error' }, 'refresh_in_progress'],
  ['half of its JSON', { kind: 'token-invalid-json' }, 'refresh_in_progress'],
  ['a reset after it has given', { kind: 'reset', committed: true }, 'refresh_in_progress'],
  ['a refusal of the grant', { kind: 'token-error', error: 'invalid_grant' }, 'reauthorization_required'],
  ['a refusal of the application', { kind: 'token-error', error: 'invalid_client' }, 'application_refused'],
] as const) {
  test(`a token endpoint that answers with ${what} is ${code}`, async () => {
    const { refresh_token } = await consented()
    played.faults.add({ ...fault, operation: 'POST /oauth/token' })
    const client = clientOf({ refresh_token, ...application })
    await assert.rejects(client.teams.list({}), { code })
    assert.equal(refreshes(refresh_token), 1)
    await client.close()
  })
}

test('a token endpoint that takes its time is waited for', async () => {
  const { refresh_token } = await consented()
  played.faults.add({ kind: 'latency', ms: 500, operation: 'POST /oauth/token' })
  const client = clientOf({ refresh_token, ...application })
  assert.ok((await client.teams.list({})).data)
  await client.close()
})
