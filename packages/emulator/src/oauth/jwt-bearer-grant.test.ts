import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { test } from 'node:test'
import * as client from 'openid-client'
import type { JsonObject } from '../json.ts'
import { JWT_BEARER } from './grant-types.ts'
import { discover } from './testing/connect.ts'
import { APP, type Mounted, mount } from './testing/mount.ts'
import { postForm } from './testing/post-form.ts'
import { signer } from './testing/sign-assertion.ts'

const RSA = signer('RS256')
const EC = signer('ES256')
const ROBOT = 'robot@project.example'
const GRANTS = ['jwt_bearer'] as const

function start(settings = {}): Promise<Mounted> {
  const clients = [
    APP,
    { clientId: ROBOT, keys: [RSA.publicKey, EC.publicJwk], grants: GRANTS },
    { clientId: 'with-secret', clientSecret: 's', keys: [RSA.publicKey] },
  ]
  return mount({ clients, settings })
}

function claimsFor({ url, ahead }: Mounted, changes: JsonObject = {}): JsonObject {
  const now = Math.floor((Date.now() + ahead) / 1000)
  return { iss: ROBOT, aud: `${url}/oauth/token`, iat: now, exp: now + 3600, scope: 'drive', ...changes }
}

function trade(third: Mounted, assertion: string) {
  return postForm(`${third.url}/oauth/token`, { grant_type: JWT_BEARER, assertion })
}

for (const [name, key] of [
  ['RSA', RSA],
  ['P-256', EC],
] as const) {
  test(`a service account trades an assertion signed with ${name} for a token, and sends nothing else`, async () => {
    await using third = await start()
    const assertion = key.sign(claimsFor(third))
    const { status, body } = await trade(third, assertion)
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual([body.token_type, body.expires_in, body.scope], ['Bearer', 3600, 'drive'])
    assert.equal(body.refresh_token, undefined)
    const found = await third.oauth.find(String(body.access_token))
    assert.deepEqual(found, { subject: ROBOT, scopes: ['drive'], clientId: ROBOT })
    assert.deepEqual(third.seen.at(-1)?.presented, { assertion: hash('sha256', assertion) })
    assert.deepEqual(third.seen.at(-1)?.body, { grant_type: JWT_BEARER })
  })
}

test('the token speaks for the user whom the assertion names', async () => {
  await using third = await start()
  const { body } = await trade(third, RSA.sign(claimsFor(third, { sub: 'user-1' })))
  const found = await third.oauth.find(String(body.access_token))
  assert.ok(typeof found === 'object')
  assert.equal(found.subject, 'user-1')
})

test('a client with a secret needs none beside its assertion, and an unmodified client sends both', async () => {
  await using third = await start()
  const assertion = RSA.sign(claimsFor(third, { iss: 'with-secret' }))
  assert.equal((await trade(third, assertion)).status, 200)
  const config = await discover(third, undefined, { clientId: 'with-secret', clientSecret: 's' })
  const tokens = await client.genericGrantRequest(config, JWT_BEARER, { assertion })
  assert.ok(tokens.access_token)
})

test('an assertion is judged by the emulator’s clock', async () => {
  await using third = await start()
  third.ahead = 10 * 365 * 24 * 3_600_000
  const assertion = RSA.sign(claimsFor(third))
  assert.equal((await trade(third, assertion)).status, 200)
  third.ahead += 3_601_000
  assert.equal((await trade(third, assertion)).body.error, 'invalid_grant')
})

test('audiences can be added, for clients that name the vendor’s real host', async () => {
  const aud = 'https://oauth2.vendor.example/token'
  for (const [settings, status] of [
    [{}, 400],
    [{ assertionAudiences: [aud] }, 200],
  ] as const) {
    await using third = await start(settings)
    assert.equal((await trade(third, RSA.sign(claimsFor(third, { aud })))).status, status)
  }
})

const OTHER = signer('RS256')
const REFUSED: readonly [string, (third: Mounted) => string, string][] = [
  ['signed by another key', (third) => OTHER.sign(claimsFor(third)), 'invalid_grant'],
  ['with no signature', (third) => RSA.sign(claimsFor(third), { alg: 'none' }), 'invalid_grant'],
  [
    'that lives too long',
    (third) => RSA.sign(claimsFor(third, { exp: Date.now() / 1000 + 9999 })),
    'invalid_grant',
  ],
  ['without an end', (third) => RSA.sign({ ...claimsFor(third), exp: null }), 'invalid_grant'],
  ['of the future', (third) => RSA.sign(claimsFor(third, { iat: Date.now() / 1000 + 900 })), 'invalid_grant'],
  ['not valid yet', (third) => RSA.sign(claimsFor(third, { nbf: Date.now() / 1000 + 900 })), 'invalid_grant'],
  [
    'for another audience',
    (third) => RSA.sign(claimsFor(third, { aud: ['https://x.example'] })),
    'invalid_grant',
  ],
  ['of an unknown issuer', (third) => RSA.sign(claimsFor(third, { iss: 'nobody' })), 'invalid_client'],
  ['of a client without keys', (third) => RSA.sign(claimsFor(third, { iss: 'app' })), 'invalid_request'],
  ['for a scope of nobody', (third) => RSA.sign(claimsFor(third, { scope: 'admin' })), 'invalid_scope'],
  ['that is no JWT', () => 'a.b.c', 'invalid_request'],
]

for (const [what, make, error] of REFUSED) {
  test(`an assertion ${what} is ${error}`, async () => {
    await using third = await start({ scopes: ['drive'] })
    assert.equal((await trade(third, make(third))).body.error, error)
  })
}
