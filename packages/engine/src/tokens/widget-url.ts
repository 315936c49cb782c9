import { webcrypto } from 'node:crypto'
import { SallyportError } from '@sallyport/errors'
import { type OrganizationScope, scopeOfOrganization } from '../scope.ts'
import type { TokenKeys } from './token-keys.ts'

/** What the address of a widget's page lets in: one workspace, shown by the pages of one origin, for a while. */
export interface WidgetAddress {
  readonly workspaceId: string
  readonly allowedOrigin: string
  /** Seconds since the epoch. */
  readonly expires: number
}

// RFC 8032: 64 bytes of signature, behind 16 of the organization and 16 of the key. They fill 128 characters to the last bit.
const FORM = /^[A-Za-z0-9_-]{128}$/
const ALGORITHM = 'Ed25519'

/**
 * Authenticates such an address with the key that signs the organization's tokens, over a text that no token of ours
 * begins with. It names organization and key, so that nobody looks across organizations to check it.
 */
export async function signWidgetAddress(
  keys: TokenKeys,
  scope: OrganizationScope,
  address: WidgetAddress,
): Promise<string> {
  const signer = await keys.signer(scope)
  if (signer === undefined)
    throw new SallyportError('internal', 'The organization has no key to sign addresses with.')
  const text = textOf(scope.organizationId, address)
  const signature = await webcrypto.subtle.sign(ALGORITHM, signer.key, text)
  const name = [scope.organizationId, signer.id].map(bytesOf)
  return Buffer.concat([...name, Buffer.from(signature)]).toString('base64url')
}

/** Whether this engine gave out such an address, and its time is not over. */
export async function isWidgetAddress(
  keys: TokenKeys,
  { address, mac, now }: { readonly address: WidgetAddress; readonly mac: string; readonly now: number },
): Promise<boolean> {
  if (!FORM.test(mac) || now >= address.expires * 1000) return false
  const bytes = Buffer.from(mac, 'base64url')
  const [organizationId, keyId] = [uuidOf(bytes.subarray(0, 16)), uuidOf(bytes.subarray(16, 32))]
  const key = await keys.verifier(scopeOfOrganization(organizationId), keyId)
  if (key === undefined) return false
  return webcrypto.subtle.verify(ALGORITHM, key, bytes.subarray(32), textOf(organizationId, address))
}

function textOf(
  organizationId: string,
  { workspaceId, allowedOrigin, expires }: WidgetAddress,
): Uint8Array<ArrayBuffer> {
  const text = ['sallyport widget address', organizationId, workspaceId, allowedOrigin, expires].join('\n')
  return Uint8Array.from(Buffer.from(text))
}

function bytesOf(uuid: string): Buffer {
  return Buffer.from(uuid.replaceAll('-', ''), 'hex')
}

function uuidOf(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
