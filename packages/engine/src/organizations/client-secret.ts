import { createHash, timingSafeEqual } from 'node:crypto'
import type { Application } from '../ports.ts'
import { isSecretLive } from './application-reach.ts'

const SECRET_BYTES = 32

/** Makes a client secret of 256 random bits. It is shown once; only its hash is kept. */
export function createClientSecret(randomBytes: (size: number) => Uint8Array): string {
  return `sps_${Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url')}`
}

export function hashClientSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest()
}

/** Compares in constant time, also against nothing: an unknown client takes as long as a wrong secret. */
export function isClientSecret(secret: string, hash: Uint8Array | undefined): boolean {
  const given = createHash('sha256').update(secret).digest()
  return timingSafeEqual(given, hash ?? Buffer.alloc(given.length)) && hash !== undefined
}

/**
 * Number of the application's secret that this is, if that logs in now. Both are compared whatever the first one says,
 * and whether there is an application or not.
 */
export function provedSecret(
  secret: string,
  application: Application | undefined,
  now: number,
): number | undefined {
  const isNewest = isClientSecret(secret, application?.secretHash)
  const isBefore = isClientSecret(secret, application?.previousSecretHash ?? undefined)
  if (application === undefined) return undefined
  if (isNewest) return application.secretVersion
  const before = application.secretVersion - 1
  return isBefore && isSecretLive(application, before, now) ? before : undefined
}
