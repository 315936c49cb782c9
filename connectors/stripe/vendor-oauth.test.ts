import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { stripeVendor } from './vendor.ts'

const REDIRECT = 'http://127.0.0.1:9/callback'
const stripe = await emulate(stripeVendor, {
  oauth: { clients: [{ clientId: 'ca_1', clientSecret: 'sk_test_platform', redirectUris: [REDIRECT] }] },
})
after(() => stripe.close())

test('a platform connects an account, whose id comes with the token', async () => {
  const query = { response_type: 'code', client_id: 'ca_1', redirect_uri: REDIRECT, scope: 'read_write' }
  const url = `${stripe.url}/oauth/authorize?${new URLSearchParams(query)}`
  const code = new URL((await stripe.oauth?.consent(url)) ?? '').searchParams.get('code') ?? ''
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT,
    client_id: 'ca_1',
    client_secret: 'sk_test_platform',
  })
  const answer = (await (await fetch(`${stripe.url}/oauth/token`, { method: 'POST', body })).json()) as {
    readonly access_token: string
    readonly stripe_user_id: string
    readonly expires_in?: number
  }
  assert.match(answer.stripe_user_id, /^acct_/)
  assert.equal(answer.expires_in, undefined)
  const headers = { authorization: `Bearer ${answer.access_token}` }
  assert.equal((await fetch(`${stripe.url}/v1/customers`, { headers })).status, 200)
})
