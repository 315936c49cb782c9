import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createClientSecret, hashClientSecret, isClientSecret } from './client-secret.ts'

const secret = createClientSecret(randomBytes)

test('a client secret has 256 random bits and says what it is', () => {
  assert.match(secret, /^sps_[A-Za-z0-9_-]{43}$/)
  assert.notEqual(createClientSecret(randomBytes), secret)
})

test('only the secret itself fits its hash, and nothing fits none', () => {
  const hash = hashClientSecret(secret)
  assert.ok(isClientSecret(secret, hash))
  for (const wrong of ['', secret.slice(1), `${secret} `, createClientSecret(randomBytes)]) {
    assert.ok(!isClientSecret(wrong, hash))
  }
  assert.ok(!isClientSecret(secret, undefined))
})
