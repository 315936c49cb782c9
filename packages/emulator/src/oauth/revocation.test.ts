import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as client from 'openid-client'
import { authorize, discover } from './testing/connect.ts'
import { APP, mount } from './testing/mount.ts'
import { postForm, SECRET } from './testing/post-form.ts'

test('an unmodified client revokes a refresh token, and all that came of it', async () => {
  await using third = await mount()
  const config = await discover(third)
  const { tokens } = await authorize(third, config)
  await client.tokenRevocation(config, tokens.refresh_token ?? '')
  assert.equal(await third.oauth.find(tokens.access_token), undefined)
  await assert.rejects(client.refreshTokenGrant(config, tokens.refresh_token ?? ''), {
    error: 'invalid_grant',
  })
  await client.tokenRevocation(config, 'a token of nobody')
})

test('introspection tells a live token from one that is not', async () => {
  await using third = await mount()
  const config = await discover(third)
  const { tokens } = await authorize(third, config)
  const live = await client.tokenIntrospection(config, tokens.access_token)
  assert.equal(live.active, true)
  assert.equal(live.sub, 'user-1')
  assert.equal(live.scope, 'read write')
  assert.equal((live.exp ?? 0) - (live.iat ?? 0), 3600)
  await third.oauth.expire(tokens.access_token)
  assert.deepEqual(await client.tokenIntrospection(config, tokens.access_token), { active: false })
})

test('a client cannot revoke what is not its own, and needs its secret', async () => {
  const clients = [APP, { clientId: 'other', clientSecret: 's' }]
  await using third = await mount({ clients })
  const given = await postForm(`${third.url}/oauth/token`, { ...SECRET, grant_type: 'client_credentials' })
  const token = String(given.body.access_token)
  const url = `${third.url}/oauth/revoke`
  assert.equal((await postForm(url, { client_id: 'other', client_secret: 's', token })).status, 400)
  assert.equal((await postForm(url, { client_id: 'app', token })).status, 401)
  assert.ok(await third.oauth.find(token))
  assert.equal((await postForm(url, { ...SECRET, token })).status, 200)
  assert.equal(await third.oauth.find(token), undefined)
})

test('a user who removes the application ends all it was given, and nothing of other applications', async () => {
  const other = { ...APP, clientId: 'other' }
  await using third = await mount({ clients: [APP, other] })
  const [one, two, foreign] = [
    await authorize(third, await discover(third)),
    await authorize(third, await discover(third)),
    await authorize(third, await discover(third, undefined, other)),
  ]
  await third.oauth.revokeGrant(one.tokens.access_token)
  assert.equal(await third.oauth.find(one.tokens.access_token), undefined)
  assert.equal(await third.oauth.find(two.tokens.access_token), undefined)
  assert.ok(await third.oauth.find(foreign.tokens.access_token))
  const config = await discover(third)
  await assert.rejects(client.refreshTokenGrant(config, two.tokens.refresh_token ?? ''))
  await assert.rejects(third.oauth.revokeGrant('unknown'), /no such token/)
})

test('the user info is for live tokens of a user', async () => {
  await using third = await mount()
  const { tokens } = await authorize(third, await discover(third))
  const ask = async (headers: Record<string, string>) => fetch(`${third.url}/oauth/userinfo`, { headers })
  assert.equal((await ask({ authorization: `Bearer ${tokens.access_token}` })).status, 200)
  assert.equal((await ask({})).headers.get('www-authenticate'), 'Bearer')
  await third.oauth.expire(tokens.access_token)
  assert.equal((await ask({ authorization: `Bearer ${tokens.access_token}` })).status, 401)
})
