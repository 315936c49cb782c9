import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'

// postgresql.org/docs/current/catalog-pg-authid.html gives the form of the stored verifier.
const ITERATIONS = 4096
const SALT_BYTES = 16
const KEY_BYTES = 32

/** What PostgreSQL stores of a password (RFC 5802 section 3, with SHA-256 by RFC 7677). ASCII only. */
export function scramVerifier(password: string, salt: Buffer = randomBytes(SALT_BYTES)): string {
  const salted = pbkdf2Sync(password, salt, ITERATIONS, KEY_BYTES, 'sha256')
  const storedKey = createHash('sha256').update(hmac(salted, 'Client Key')).digest('base64')
  const serverKey = hmac(salted, 'Server Key').toString('base64')
  return `SCRAM-SHA-256$${ITERATIONS}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
