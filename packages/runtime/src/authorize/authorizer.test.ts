import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import type { AuthMechanism } from '@sallyport/definition'
import { failureOf, rejectionOf } from '../testing/failure-of.ts'
import { weather } from '../testing/weather.ts'
import { createAuthorizer } from './authorizer.ts'
import { matchCredential } from './match-credential.ts'

const TOKEN = 'wx_0123456789abcdef'
const credential = matchCredential(weather, { token: TOKEN })

function requestTo(url: string) {
  return Object.freeze({ method: 'GET', url: new URL(url), headers: Object.freeze({ accept: 'x' }) })
}

test('a request is stamped on a copy', async () => {
  const request = requestTo('https://api.weather.example/v2/stations')
  const stamped = await createAuthorizer(weather, credential).authorize(request)
  assert.deepEqual(stamped, { ...request, headers: { accept: 'x', authorization: `Bearer ${TOKEN}` } })
  assert.deepEqual(request.headers, { accept: 'x' })
})

test('the field that the mechanism names is the one that is sent', async () => {
  const pair = matchCredential(weather, { client: 'acme-client', api_key: TOKEN })
  const stamped = await createAuthorizer(weather, pair).authorize(requestTo('https://api.weather.example/'))
  assert.equal(stamped.headers.authorization, `Bearer ${TOKEN}`)
})

for (const url of [
  'https://evil.example/',
  'https://api.weather.example.evil.example/',
  'https://api.weather.example:8443/',
  'https://api.weather.example@evil.example/',
  'http://api.weather.example/',
  'https://weather.example/',
  'https://API.weather.example.:443/',
]) {
  test(`the credential is not sent to ${url}`, async () => {
    const error = await rejectionOf(createAuthorizer(weather, credential).authorize(requestTo(url)))
    assert.equal(error.code, 'destination_refused')
    assert.ok(!inspect(error).includes(TOKEN))
  })
}

test('what was sealed decides where it goes, not what the definition says today', async () => {
  const moved = { ...weather, server: { url: 'https://evil.example' } }
  const authorizer = createAuthorizer(moved, credential)
  const error = await rejectionOf(authorizer.authorize(requestTo('https://evil.example/v2/stations')))
  assert.equal(error.code, 'destination_refused')
})

for (const [title, stored] of [
  ['another definition', { ...credential, definitionId: '00000000-0000-4000-8000-000000000000' }],
  ['a way that the definition no longer has', { ...credential, alternative: 'basic' }],
  ['another way', { ...credential, alternative: 'oauth' }],
  ['fields that are gone', { ...credential, fields: {} }],
] as const) {
  test(`a credential of ${title} is refused`, () => {
    const error = failureOf(() => createAuthorizer(weather, stored))
    assert.equal(error.code, 'credential_invalid')
    assert.ok(!inspect(error).includes(TOKEN))
  })
}

test('an authorizer shows nothing of its credential', () => {
  const authorizer = createAuthorizer(weather, credential)
  assert.ok(!inspect(authorizer, { depth: null, showHidden: true }).includes(TOKEN))
  assert.equal(JSON.stringify(authorizer), '{}')
})

const MECHANISMS: readonly (readonly [AuthMechanism, string])[] = [
  [{ scheme: 'bearer', field: 'token' }, 'authorization: Bearer [hidden]'],
  [{ scheme: 'apiKey', field: 'token', in: 'header', name: 'x-key' }, 'x-key: [hidden]'],
  [{ scheme: 'apiKey', field: 'token', in: 'cookie', name: 'sid' }, 'cookie: sid=[hidden]'],
  [{ scheme: 'basic', user: '{token}', password: '{token}' }, 'authorization: Basic [hidden]'],
  [{ scheme: 'headers', headers: { 'x-a': '{token}' } }, 'x-a: [hidden]'],
]

for (const [mechanism, shown] of MECHANISMS) {
  test(`a ${mechanism.scheme} credential is stamped where it is shown as "${shown}"`, async () => {
    const definition = { ...weather, auth: { ...weather.auth, token: { ...weather.auth.token, mechanism } } }
    const authorizer = createAuthorizer(definition, credential)
    const request = requestTo('https://api.weather.example/v2/stations')
    const [name = '', value] = shown.split(': ')
    const hidden = authorizer.hide(request)
    assert.equal(hidden.headers[name], value)
    const { headers } = await authorizer.authorize(request)
    const form = mechanism.scheme === 'basic' ? Buffer.from(`${TOKEN}:${TOKEN}`).toString('base64') : TOKEN
    assert.equal(headers[name], value?.replace('[hidden]', form))
    assert.ok(!inspect(hidden).includes(TOKEN))
  })
}

test('a key in the query is stamped there, and hidden there', async () => {
  const mechanism = { scheme: 'apiKey', field: 'token', in: 'query', name: 'key' } as const
  const definition = { ...weather, auth: { ...weather.auth, token: { ...weather.auth.token, mechanism } } }
  const authorizer = createAuthorizer(definition, credential)
  const request = requestTo('https://api.weather.example/v2/stations?key=mine&a=1')
  assert.equal((await authorizer.authorize(request)).url.search, `?key=${TOKEN}&a=1`)
  assert.equal(authorizer.hide(request).url.search, '?key=%5Bhidden%5D&a=1')
  assert.equal(request.url.search, '?key=mine&a=1')
})

test('what may not be sent somewhere is not shown as if it were', () => {
  const authorizer = createAuthorizer(weather, credential)
  assert.equal(
    failureOf(() => authorizer.hide(requestTo('https://evil.example/'))).code,
    'destination_refused',
  )
})
