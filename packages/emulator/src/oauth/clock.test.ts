import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as client from 'openid-client'
import { authorize, discover } from './testing/connect.ts'
import { APP, mount } from './testing/mount.ts'
import { postForm, SECRET } from './testing/post-form.ts'

// Hours that the emulator's clock is away from the machine's.
for (const hours of [0, 24 * 365 * 20, -24 * 365 * 20]) {
  test(`an access token lives its hour by a clock that is ${hours} hours ahead`, async () => {
    await using third = await mount({ settings: { scopes: ['read', 'write'] } })
    third.ahead = hours * 3_600_000
    const config = await discover(third)
    const { tokens } = await authorize(third, config)
    third.ahead += 3_599_000
    assert.ok(typeof (await third.oauth.find(tokens.access_token)) === 'object')
    assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, true)
    third.ahead += 2000
    assert.equal(await third.oauth.find(tokens.access_token), 'expired')
    assert.equal((await client.tokenIntrospection(config, tokens.access_token)).active, false)
    assert.ok((await client.refreshTokenGrant(config, tokens.refresh_token ?? '')).access_token)
  })
}

test('a refresh token and a code end by the clock', async () => {
  await using third = await mount({ settings: { refreshTokenSeconds: 7200, codeSeconds: 30 } })
  const config = await discover(third)
  const { tokens } = await authorize(third, config)
  const query = { response_type: 'code', client_id: 'app', redirect_uri: APP.redirectUris[0] }
  const back = await third.oauth.consent(`${third.url}/oauth/authorize?${new URLSearchParams(query)}`)
  const code = new URL(back).searchParams.get('code') ?? ''
  third.ahead += 31_000
  const exchange = { ...SECRET, grant_type: 'authorization_code', code, redirect_uri: APP.redirectUris[0] }
  assert.equal((await postForm(`${third.url}/oauth/token`, exchange)).body.error, 'invalid_grant')
  third.ahead += 7_200_000
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token ?? ''), {
    error: 'invalid_grant',
  })
})

test('a clock that stands still or is set back is taken as it is', async () => {
  let now = 1_000_000_000_000
  await using third = await mount({ now: () => now })
  const given = await postForm(`${third.url}/oauth/token`, { ...SECRET, grant_type: 'client_credentials' })
  const token = String(given.body.access_token)
  now += 3_600_000
  assert.equal(await third.oauth.find(token), 'expired')
  now -= 1
  assert.ok(typeof (await third.oauth.find(token)) === 'object')
  const { body } = await postForm(`${third.url}/oauth/introspect`, { ...SECRET, token })
  assert.deepEqual([body.iat, body.exp], [1_000_000_000, 1_000_003_600])
})
