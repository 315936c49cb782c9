import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, verify } from 'node:crypto'
import { test } from 'node:test'
import { inspect } from 'node:util'
import type { JwtMechanism } from '@sallyport/definition'
import { failureOf } from '../testing/failure-of.ts'
import { jwtAssertion } from './jwt-assertion.ts'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 })
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const pemOf = (key: KeyObject) => key.export({ type: 'pkcs8', format: 'pem' }).toString()

const mechanism: JwtMechanism = {
  scheme: 'jwt',
  key: 'private_key',
  keyId: 'key_id',
  algorithm: 'RS256',
  claims: { iss: '{email}', aud: 'https://oauth2.example/token', scope: 'drive' },
  token: 'https://oauth2.example/token',
  as: 'assertion',
}

for (const [algorithm, keys] of [
  ['RS256', rsa],
  ['ES256', ec],
] as const) {
  test(`an assertion of ${algorithm} holds the claims, is verified with the public key, and ends within ten minutes`, () => {
    const pem = pemOf(keys.privateKey)
    for (const spelled of [pem, pem.replaceAll('\n', '\\n')]) {
      const fields = { email: 'robot@project.example', private_key: spelled, key_id: 'k1' }
      const assertion = jwtAssertion({ ...mechanism, algorithm }, fields, NOW)
      const [header = '', body = '', signature = ''] = assertion.split('.')
      const read = (text: string) => JSON.parse(Buffer.from(text, 'base64url').toString())
      assert.deepEqual(read(header), { alg: algorithm, typ: 'JWT', kid: 'k1' })
      const { iat, exp, ...claims } = read(body)
      assert.deepEqual(claims, { ...mechanism.claims, iss: 'robot@project.example' })
      assert.deepEqual([iat, exp], [NOW / 1000 - 60, NOW / 1000 + 540])
      const key = { key: keys.publicKey, dsaEncoding: 'ieee-p1363' } as const
      assert.ok(verify('sha256', Buffer.from(`${header}.${body}`), key, Buffer.from(signature, 'base64url')))
    }
  })
}

for (const [what, pem] of [
  ['nothing', ''],
  ['no key', '-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----'],
  ['a key of another kind', pemOf(ec.privateKey)],
] as const) {
  test(`${what} in place of a key is credential_invalid, and is not quoted`, () => {
    const error = failureOf(() => jwtAssertion(mechanism, { email: 'e', private_key: pem }, NOW))
    assert.equal(error.code, 'credential_invalid')
    assert.ok(pem === '' || !inspect(error, { depth: 5 }).includes(pem.split('\n')[1] ?? pem))
  })
}
