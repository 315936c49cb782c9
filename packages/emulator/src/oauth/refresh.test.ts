import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as client from 'openid-client'
import type { RefreshSettings } from './settings.ts'
import { authorize, discover } from './testing/connect.ts'
import { type Mounted, mount } from './testing/mount.ts'
import { SECRET } from './testing/post-form.ts'

async function authorized(refresh: RefreshSettings) {
  const third = await mount({ settings: { refresh } })
  const config = await discover(third)
  const { tokens } = await authorize(third, config)
  const use = (token: string | undefined) => client.refreshTokenGrant(config, token ?? '')
  return { third, use, first: tokens, [Symbol.asyncDispose]: () => third[Symbol.asyncDispose]() }
}

async function outcomes(uses: readonly Promise<client.TokenEndpointResponse>[]) {
  const settled = await Promise.allSettled(uses)
  const given = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason.error] : []))
  return { given, refused }
}

async function isLive(third: Mounted, token: string): Promise<boolean> {
  return typeof (await third.oauth.find(token)) === 'object'
}

test('with rotation each refresh gives a new pair, and the access tokens before it stay', async () => {
  await using started = await authorized({ rotation: 'always' })
  const { third, use, first } = started
  const second = await use(first.refresh_token)
  const last = await use(second.refresh_token)
  assert.equal(new Set([first, second, last].map((one) => one.refresh_token)).size, 3)
  assert.equal(last.scope, 'read write')
  assert.ok(await isLive(third, first.access_token))
  assert.ok(await isLive(third, last.access_token))
})

test('of ten refreshes at once with one token one succeeds, and afterwards the family is dead', async () => {
  await using started = await authorized({ rotation: 'always', reuse: 'revoke_family' })
  const { third, use, first } = started
  const { given, refused } = await outcomes(Array.from({ length: 10 }, () => use(first.refresh_token)))
  assert.equal(given.length, 1)
  assert.deepEqual(refused, Array(9).fill('invalid_grant'))
  assert.equal(await isLive(third, first.access_token), false)
  assert.equal(await isLive(third, given[0]?.access_token ?? ''), false)
  await assert.rejects(use(given[0]?.refresh_token), { error: 'invalid_grant' })
})

test('ten refreshes that arrive in the same instant are no different', async () => {
  await using started = await authorized({ rotation: 'always' })
  const { third, first } = started
  const form = { ...SECRET, grant_type: 'refresh_token', refresh_token: first.refresh_token ?? '' }
  const request = {
    method: 'POST',
    url: '/oauth/token',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(new URLSearchParams(form).toString()),
  }
  const answers = await Promise.all(Array.from({ length: 10 }, () => third.oauth.answer(request)))
  assert.deepEqual(answers.map(({ answer }) => answer.status).sort(), [200, ...Array(9).fill(400)])
})

test('the family of another consent lives on', async () => {
  await using started = await authorized({ rotation: 'always' })
  const { third, use, first } = started
  const other = (await authorize(third, await discover(third))).tokens
  await use(first.refresh_token)
  await assert.rejects(use(first.refresh_token))
  assert.ok((await use(other.refresh_token)).access_token)
})

test('where reuse is only refused, the family lives on', async () => {
  await using started = await authorized({ rotation: 'always', reuse: 'refuse' })
  const { use, first } = started
  const { given, refused } = await outcomes(Array.from({ length: 10 }, () => use(first.refresh_token)))
  assert.deepEqual([given.length, refused.length], [1, 9])
  assert.ok((await use(given[0]?.refresh_token)).access_token)
})

test('with a grace window ten at once pass, and what came of each works', async () => {
  await using started = await authorized({ rotation: 'always', reuse: 'grace', graceSeconds: 30 })
  const { use, first } = started
  const { given } = await outcomes(Array.from({ length: 10 }, () => use(first.refresh_token)))
  assert.equal(given.length, 10)
  for (const one of given) assert.ok((await use(one.refresh_token)).access_token)
})

test('after the grace window the old token ends the family', async () => {
  await using started = await authorized({ rotation: 'always', reuse: 'grace', graceSeconds: 30 })
  const { third, use, first } = started
  const second = await use(first.refresh_token)
  third.ahead += 29_000
  assert.ok(await use(first.refresh_token))
  third.ahead += 2000
  await assert.rejects(use(first.refresh_token), { error: 'invalid_grant' })
  await assert.rejects(use(second.refresh_token), { error: 'invalid_grant' })
})

test('without rotation the refresh token stays the same and works again', async () => {
  await using started = await authorized({ rotation: 'none' })
  const { use, first } = started
  const { given } = await outcomes(Array.from({ length: 10 }, () => use(first.refresh_token)))
  assert.equal(given.length, 10)
  assert.ok(given.every((one) => one.refresh_token === first.refresh_token))
})

test('a refresh may ask for less, and not for more', async () => {
  await using started = await authorized({ rotation: 'none' })
  const { third, first } = started
  const config = await discover(third)
  const refresh = (scope: string) => client.refreshTokenGrant(config, first.refresh_token ?? '', { scope })
  assert.equal((await refresh('read')).scope, 'read')
  await assert.rejects(refresh('read admin'), { error: 'invalid_scope' })
})

test('a refresh token belongs to its client', async () => {
  const clients = [
    { clientId: 'app', clientSecret: 'app-secret', redirectUris: ['http://app.test/callback'] },
    { clientId: 'other', clientSecret: 's', redirectUris: ['http://app.test/callback'] },
  ]
  await using third = await mount({ clients })
  const { tokens } = await authorize(third, await discover(third))
  const other = await discover(third, undefined, { clientId: 'other', clientSecret: 's' })
  await assert.rejects(client.refreshTokenGrant(other, tokens.refresh_token ?? ''), {
    error: 'invalid_grant',
  })
})

const GIVEN = [
  ['always', undefined, {}, true],
  ['with the scope offline_access', { scope: 'offline_access' }, { scope: 'read offline_access' }, true],
  ['without the scope that it needs', { scope: 'offline_access' }, { scope: 'read' }, false],
  ['with a parameter', { parameter: 'access_type', value: 'offline' }, { access_type: 'offline' }, true],
  ['without the parameter', { parameter: 'access_type', value: 'offline' }, {}, false],
] as const

for (const [when, given, parameters, comes] of GIVEN) {
  test(`a refresh token ${comes ? 'comes' : 'does not come'} ${when}`, async () => {
    await using third = await mount({
      settings: { refresh: { rotation: 'none', ...(given ? { given } : {}) } },
    })
    const { tokens } = await authorize(third, await discover(third), parameters)
    assert.equal(tokens.refresh_token !== undefined, comes)
  })
}
