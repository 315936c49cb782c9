import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import * as client from 'openid-client'
import { discover } from './testing/connect.ts'
import { APP, mount } from './testing/mount.ts'
import { postForm, SECRET } from './testing/post-form.ts'

for (const [name, authentication] of [
  ['Basic', client.ClientSecretBasic(APP.clientSecret)],
  ['its secret in the body', client.ClientSecretPost(APP.clientSecret)],
] as const) {
  test(`an unmodified client gets a token for itself with ${name}`, async () => {
    await using third = await mount()
    const tokens = await client.clientCredentialsGrant(await discover(third, authentication), {
      scope: 'a b',
    })
    assert.equal(tokens.scope, 'a b')
    assert.equal(tokens.refresh_token, undefined)
    assert.deepEqual(await third.oauth.find(tokens.access_token), {
      subject: undefined,
      scopes: ['a', 'b'],
      clientId: 'app',
    })
  })
}

const GRANT = { grant_type: 'client_credentials' }
const CASES = [
  ['a wrong secret', {}, { ...GRANT, ...SECRET, client_secret: 'guess' }, 401, 'invalid_client'],
  ['an unknown client', {}, { ...GRANT, client_id: 'x', client_secret: 'y' }, 401, 'invalid_client'],
  ['a client that says nothing of itself', {}, GRANT, 400, 'invalid_request'],
  ['no grant type', {}, SECRET, 400, 'invalid_request'],
  ['an unknown grant type', {}, { ...SECRET, grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ['a scope of nobody', { scopes: ['a'] }, { ...GRANT, ...SECRET, scope: 'b' }, 400, 'invalid_scope'],
  [
    'a secret in the body where only Basic is taken',
    { clientAuthentication: ['basic'] },
    { ...GRANT, ...SECRET },
    401,
    'invalid_client',
  ],
] as const

for (const [what, settings, form, status, error] of CASES) {
  test(`${what} is answered with ${status} ${error}`, async () => {
    await using third = await mount({ settings })
    const seen = await postForm(`${third.url}/oauth/token`, form)
    assert.deepEqual([seen.status, seen.body.error], [status, error])
  })
}

test('Basic is refused where only the body is taken', async () => {
  await using third = await mount({ settings: { clientAuthentication: ['body'] } })
  const config = await discover(third, client.ClientSecretBasic(APP.clientSecret))
  await assert.rejects(client.clientCredentialsGrant(config), { error: 'invalid_client' })
})

test('a client has its own scopes and grants', async () => {
  const clients = [{ ...APP, scopes: ['own'], grants: ['client_credentials'] as const }]
  await using third = await mount({ clients, settings: { scopes: ['own', 'other'] } })
  const url = `${third.url}/oauth/token`
  assert.equal((await postForm(url, { ...GRANT, ...SECRET, scope: 'own' })).status, 200)
  assert.equal((await postForm(url, { ...GRANT, ...SECRET, scope: 'other' })).body.error, 'invalid_scope')
  const refresh = await postForm(url, { ...SECRET, grant_type: 'refresh_token', refresh_token: 'x' })
  assert.equal(refresh.body.error, 'invalid_request')
})

test('the ledger gets secrets as hashes only, and the other members as they are', async () => {
  await using third = await mount()
  const basic = Buffer.from('app:app-secret').toString('base64')
  const form = { ...GRANT, scope: 'a', refresh_token: 'r', code: 'c', assertion: 's' }
  await postForm(`${third.url}/oauth/token`, form, { authorization: `Basic ${basic}` })
  const [{ presented, body, violations, operation } = assert.fail()] = third.seen
  assert.deepEqual(presented, {
    authorization: hash('sha256', basic),
    client_secret: hash('sha256', 'app-secret'),
    refresh_token: hash('sha256', 'r'),
    code: hash('sha256', 'c'),
    assertion: hash('sha256', 's'),
  })
  assert.deepEqual(body, { grant_type: 'client_credentials', scope: 'a' })
  assert.deepEqual(violations, [])
  assert.equal(operation, 'POST /oauth/token')
})

const VIOLATIONS = [
  [
    'no grant type',
    {},
    { in: 'body', field: 'grant_type', code: 'missing', message: 'grant_type is missing' },
  ],
  [
    'a refresh without its token',
    { grant_type: 'refresh_token' },
    { in: 'body', field: 'refresh_token', code: 'missing', message: 'refresh_token is missing' },
  ],
  [
    'another grant',
    { grant_type: 'password' },
    { in: 'body', field: 'grant_type', code: 'invalid', message: 'the vendor has no such grant' },
  ],
] as const

for (const [what, form, violation] of VIOLATIONS) {
  test(`a request with ${what} departs from the standard, which is seen before it is answered`, async () => {
    await using third = await mount()
    const reading = third.oauth.read({
      method: 'POST',
      url: '/oauth/token',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(new URLSearchParams({ ...SECRET, ...form }).toString()),
    })
    assert.deepEqual(reading.violations, [violation])
  })
}

const BODIES = [
  ['of another type', 'text/plain', 'grant_type=client_credentials', 400],
  ['of JSON where a form is asked for', 'application/json', '{"grant_type":"client_credentials"}', 400],
  [
    'with two scopes',
    'application/x-www-form-urlencoded',
    'grant_type=client_credentials&scope=a&scope=b',
    400,
  ],
  [
    'with a member twice',
    'application/x-www-form-urlencoded',
    'grant_type=a&grant_type=b&client_id=app',
    400,
  ],
] as const

for (const [what, type, body, status] of BODIES) {
  test(`a body ${what} is an invalid_request`, async () => {
    await using third = await mount()
    const response = await fetch(`${third.url}/oauth/token`, {
      method: 'POST',
      body,
      headers: {
        'content-type': type,
        authorization: `Basic ${Buffer.from('app:app-secret').toString('base64')}`,
      },
    })
    assert.equal(response.status, status)
    assert.equal(((await response.json()) as { error: string }).error, 'invalid_request')
  })
}

test('a body that was too large to read is refused with 413', async () => {
  await using third = await mount()
  const request = { method: 'POST', url: '/oauth/token', headers: {}, body: undefined }
  assert.equal((await third.oauth.answer(request)).answer.status, 413)
})

test('the token endpoint answers POST alone, and a path of nobody throws', async () => {
  await using third = await mount()
  assert.equal((await fetch(`${third.url}/oauth/token`)).status, 405)
  const request = { method: 'GET', url: '/elsewhere', headers: {}, body: Buffer.alloc(0) }
  await assert.rejects(third.oauth.answer(request), TypeError)
  assert.equal(third.oauth.has('/elsewhere'), false)
})

test('the same seed gives the same tokens, another seed others', async () => {
  const tokens = await Promise.all(
    ['one', 'one', 'two'].map(async (seed) => {
      await using third = await mount({ seed })
      return (await postForm(`${third.url}/oauth/token`, { ...GRANT, ...SECRET })).body.access_token
    }),
  )
  assert.equal(tokens[0], tokens[1])
  assert.notEqual(tokens[0], tokens[2])
})

test('nothing is printed while a server is made and used', async (t) => {
  const print = [t.mock.method(console, 'info', () => {}), t.mock.method(console, 'warn', () => {})]
  await using third = await mount()
  await postForm(`${third.url}/oauth/token`, { ...GRANT, ...SECRET })
  assert.deepEqual(
    print.map(({ mock }) => mock.callCount()),
    [0, 0],
  )
})
