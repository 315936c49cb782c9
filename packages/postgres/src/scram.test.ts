import assert from 'node:assert/strict'
import { createHash, createHmac } from 'node:crypto'
import { test } from 'node:test'
import { as } from './connection.ts'
import { queryAs } from './query-as.ts'
import { setPassword } from './roles.ts'
import { scramVerifier } from './scram.ts'
import { askForPassword } from './testing/ask-for-password.ts'
import { openSession } from './testing/session.ts'
import { startTestServer } from './testing/test-server.ts'

const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
const bytes = (base64: string) => Buffer.from(base64, 'base64')

test('the verifier proves both sides of the exchange of RFC 7677 section 3', () => {
  const nonce = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0'
  const salt = 'W22ZaJ0SNY7soEsUEjb6gQ=='
  const exchange = `n=user,r=rOprNGfwEbeRWgbNEkqO,r=${nonce},s=${salt},i=4096,c=biws,r=${nonce}`
  const form = /^SCRAM-SHA-256\$4096:W22ZaJ0SNY7soEsUEjb6gQ==\$([^:]+):([^:]+)$/
  const [, storedKey = '', serverKey = ''] = form.exec(scramVerifier('pencil', bytes(salt))) ?? []

  const signature = hmac(bytes(storedKey), exchange)
  const clientKey = bytes('dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=').map(
    (byte, index) => byte ^ (signature[index] ?? 0),
  )
  assert.equal(createHash('sha256').update(clientKey).digest('base64'), storedKey)
  const serverSignature = hmac(bytes(serverKey), exchange).toString('base64')
  assert.equal(serverSignature, '6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')
})

test('a salt of its own makes each verifier another', () => {
  assert.notEqual(scramVerifier('pencil'), scramVerifier('pencil'))
})

test('a server that asks for passwords lets in with that one and no other', async (t) => {
  const server = await startTestServer()
  const { administrator } = server
  await queryAs(administrator, 'CREATE ROLE asked LOGIN')
  await askForPassword(server, 'asked')
  const password = `it's "odd" $1 \\ and long ${'x'.repeat(100)}`
  await setPassword(await openSession(t, administrator), 'asked', password)
  const enters = (given: string) =>
    queryAs(as(administrator, 'asked', given), 'SELECT 1').then(
      () => true,
      () => false,
    )
  assert.equal(await enters(password), true)
  assert.equal(await enters(`${password} `), false)
  const [row] = await queryAs(administrator, "SELECT rolpassword FROM pg_authid WHERE rolname = 'asked'")
  assert.match(String(row?.rolpassword), /^SCRAM-SHA-256\$4096:/)
})
