import { createHash } from 'node:crypto'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The value of the setting `sallyport.scope`: an organization, and the proof that whoever speaks holds
 * the scope key. `sallyport.current_organization()` in the migrations checks it.
 */
export function proofOfScope(scopeKey: Uint8Array, organizationId: string): string {
  const organization = idBytes(organizationId)
  const inner = createHash('sha256').update(scopeKey).update(organization).digest()
  return `${organizationId} ${createHash('sha256').update(scopeKey).update(inner).digest('hex')}`
}

/** The 16 bytes of an organization's id. */
export function idBytes(organizationId: string): Uint8Array {
  if (!isOrganizationId(organizationId)) throw new TypeError('an organization id is a UUID in lower case')
  return Buffer.from(organizationId.replaceAll('-', ''), 'hex')
}

export function isOrganizationId(id: string): boolean {
  return UUID.test(id)
}
