import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { inspect } from 'node:util'
import type { AcceptedCredential } from './accepted-credential.ts'
import { createKeyRing } from './key-ring.ts'
import { pem, rsa } from './testing/jwt.ts'

const small = generateKeyPairSync('rsa', { modulusLength: 1024 })
const broken = pem(rsa.privateKey).replace('MII', 'SECRET')

const CASES: readonly (readonly [string, AcceptedCredential, string])[] = [
  ['an empty token', '', 'The accepted credential at place 1 is empty.'],
  [
    'an empty access key',
    { accessKeyId: '', secretAccessKey: 'SECRET' },
    'The accepted credential at place 1 is empty.',
  ],
  [
    'a user name with a colon',
    { username: 'a:SECRET', password: 'SECRET' },
    'The accepted user name at place 1 holds a colon.',
  ],
  [
    'a broken PEM',
    { issuer: 'a', key: broken },
    'The key of the issuer at place 1 is neither PEM nor a JWK.',
  ],
  [
    'a broken JWK',
    { issuer: 'a', key: '{"kty":"RSA","n":"SECRET' },
    'The key of the issuer at place 1 is neither PEM nor a JWK.',
  ],
  [
    'a JWK without a key',
    { issuer: 'a', key: '{"kty":"oct"}' },
    'The key of the issuer at place 1 is neither PEM nor a JWK.',
  ],
  [
    'a plain text',
    { issuer: 'a', key: 'SECRET' },
    'The key of the issuer at place 1 is neither PEM nor a JWK.',
  ],
  [
    'a small RSA key',
    { issuer: 'a', key: small.publicKey },
    'The RSA key of the issuer at place 1 has under 2048 bits.',
  ],
  ['something else', JSON.parse('{"a":"SECRET"}'), 'The accepted credential at place 1 is of no known kind.'],
]

for (const [what, credential, message] of CASES) {
  test(`${what} is reported by its place and never quoted`, () => {
    assert.throws(
      () => createKeyRing(['first', credential]),
      (error: Error) => {
        assert.equal(error.message, message)
        assert.doesNotMatch(inspect(error, { depth: 5 }), /SECRET/)
        return true
      },
    )
  })
}

test('of a private key the public half is taken', () => {
  const ring = createKeyRing([
    { issuer: 'a', key: pem(rsa.privateKey) },
    { issuer: 'a', key: rsa.privateKey },
  ])
  assert.deepEqual(
    ring.issuers.get('a')?.map(({ key }) => key.type),
    ['public', 'public'],
  )
})
