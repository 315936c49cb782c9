import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { LinearClient } from '@linear/sdk'
import { createClock, emulate } from '@sallyport/emulator'
import { linearVendor } from './vendor.ts'

const REDIRECT = 'http://127.0.0.1:9/callback'
const clock = createClock(Date.UTC(2026, 0, 2))
const linear = await emulate(linearVendor, {
  clock,
  oauth: { clients: [{ clientId: 'app', clientSecret: 'app-secret', redirectUris: [REDIRECT] }] },
})
after(() => linear.close())

interface Tokens {
  readonly access_token: string
  readonly refresh_token: string
  readonly scope: string
  readonly error: string
}

async function token(form: Record<string, string>): Promise<Tokens> {
  const body = new URLSearchParams({ client_id: 'app', client_secret: 'app-secret', ...form })
  const response = await fetch(`${linear.url}/oauth/token`, { method: 'POST', body })
  return (await response.json()) as Tokens
}

const refresh = (refresh_token: string) => token({ grant_type: 'refresh_token', refresh_token })
const as = (accessToken: string) => new LinearClient({ accessToken, apiUrl: `${linear.url}/graphql` })

test('the SDK works with a token of the authorization server, and a lost refresh can be repeated for a while', async () => {
  const query = { response_type: 'code', client_id: 'app', redirect_uri: REDIRECT, scope: 'read,write' }
  const url = `${linear.url}/oauth/authorize?${new URLSearchParams(query)}`
  const code = new URL((await linear.oauth?.consent(url)) ?? '').searchParams.get('code') ?? ''
  const first = await token({ grant_type: 'authorization_code', code, redirect_uri: REDIRECT })
  assert.match(first.access_token, /^lin_oauth_/)
  assert.equal(first.scope, 'read,write')
  assert.ok((await as(first.access_token).viewer).id)

  const second = await refresh(first.refresh_token)
  assert.notEqual(second.refresh_token, first.refresh_token)
  clock.advance(29 * 60_000)
  assert.ok((await refresh(first.refresh_token)).access_token)
  clock.advance(2 * 60_000)
  assert.equal((await refresh(first.refresh_token)).error, 'invalid_grant')

  clock.advance(24 * 3_600_000)
  await assert.rejects(as(second.access_token).viewer, /authent/i)
})
