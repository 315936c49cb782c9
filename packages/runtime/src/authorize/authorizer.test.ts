import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { failureOf, rejectionOf } from '../testing/failure-of.ts'
import { weather } from '../testing/weather.ts'
import { createAuthorizer } from './authorizer.ts'
import { matchCredential } from './credential.ts'

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
