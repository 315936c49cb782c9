import { createHash, timingSafeEqual } from 'node:crypto'
import { idBytes } from '../scope-proof.ts'

/** What a job is about, in full. */
export interface JobIdentity {
  readonly task: string
  readonly organizationId: string
  readonly subjectId: string
}

/**
 * What proves that a job was added within the organization that it names: the same as `sallyport.job_mac()`
 * in the migrations, in hexadecimal.
 */
export function macOfJob(scopeKey: Uint8Array, { task, organizationId, subjectId }: JobIdentity): string {
  const key = nmac(scopeKey, [Buffer.from('sallyport jobs')])
  return nmac(key, [idBytes(organizationId), sha256([Buffer.from(task)]), Buffer.from(subjectId)]).toString(
    'hex',
  )
}

/** Compares in a time that tells nothing of what would have been right. */
export function isMacOfJob(mac: string, scopeKey: Uint8Array, job: JobIdentity): boolean {
  const [given, right] = [Buffer.from(mac), Buffer.from(macOfJob(scopeKey, job))]
  return given.length === right.length && timingSafeEqual(given, right)
}

function nmac(key: Uint8Array, message: readonly Uint8Array[]): Buffer {
  return sha256([key, sha256([key, ...message])])
}

function sha256(parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
