import assert from 'node:assert/strict'
import type { Credential } from '../authorize/credential.ts'
import type { CredentialRecord, CredentialStore, Lease, LeaseIntent } from '../refresh/credential-store.ts'

/** One record, as several processes see it. */
export interface CredentialStoreUnderTest {
  /** A way to the record, as a process of its own would have. */
  open(): CredentialStore
  /** Takes the record away, as its owner would. */
  remove(): Promise<void>
  /** Ends the access for good, as its owner would: the state is `revoked`. */
  revoke(): Promise<void>
}

/** A kind of store, as the suite needs it. */
export interface CredentialStoreKind {
  readonly name: string
  /** Keeps the credential as version 1, `active`, with nothing ever attempted. */
  create(credential: Credential): Promise<CredentialStoreUnderTest & AsyncDisposable>
}

export const STORED: Credential = {
  definitionId: '7f3c0000-0000-4000-8000-000000000001',
  alternative: 'oauth',
  fields: { access_token: 'access-1-0123456789', refresh_token: 'refresh-1-0123456789' },
  origins: ['https://api.weather.example'],
  tokenOrigins: ['https://accounts.weather.example'],
  grant: { issuedAt: 1_700_000_000_000, expiresAt: 1_700_000_003_600, scopes: ['read'] },
}

export function next(number: number): Credential {
  const fields = {
    access_token: `access-${number}-0123456789`,
    refresh_token: `refresh-${number}-0123456789`,
  }
  return { ...STORED, fields, grant: { issuedAt: number, expiresAt: 1_700_000_000_000 + number } }
}

export const LONG = 60_000
/** A lease that is over soon, and what its end takes to come. */
export const SHORT = 400
export const AFTER = 550

export const intent = (more: Partial<LeaseIntent> = {}): LeaseIntent => ({
  version: 1,
  owner: 'process-1',
  leaseMs: LONG,
  quarantineMs: LONG,
  cause: 'expiry',
  ...more,
})

export async function recordOf(store: CredentialStore): Promise<CredentialRecord> {
  return (await store.read()) ?? assert.fail('it is gone')
}

export async function leaseOf(store: CredentialStore, more: Partial<LeaseIntent> = {}): Promise<Lease> {
  return (await store.lease(intent(more))) ?? assert.fail('no lease')
}

export async function sentBy(store: CredentialStore, more: Partial<LeaseIntent> = {}): Promise<Lease> {
  const lease = await leaseOf(store, more)
  assert.equal(await lease.markSent(more.leaseMs ?? LONG), true)
  return lease
}
