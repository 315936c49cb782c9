import { SallyportError } from '@sallyport/errors'
import { scopeOfOrganization } from '../scope.ts'
import { TOKEN_PROFILES } from '../tokens/claims.ts'
import { createSigningKey } from '../tokens/signing-key.ts'
import { SETTLE_MS } from '../tokens/token-keys.ts'
import { type KeyWork, keyEvent } from './key-work.ts'

/** Clocks of two machines may differ by so much. */
const CLOCKS_MS = 120_000

/** As long as a token may live that was signed in the last moment. */
export const VERIFY_MS =
  Math.max(...Object.values(TOKEN_PROFILES).map(({ lifetimeSeconds }) => lifetimeSeconds)) * 1000 +
  SETTLE_MS +
  CLOCKS_MS

export interface SigningRotation {
  readonly organizationId: string
  readonly keyId: string
  /** Milliseconds for which older keys go on verifying. */
  readonly othersForMs: number
}

/**
 * Gives an organization a new key that signs its tokens. Older ones verify until the last token of theirs has expired,
 * or no longer at all, where a key is known to others: then every token ends at once.
 *
 * @throws SallyportError `invalid_request` when there is no such organization, `vault_unavailable` when it was shredded.
 */
export async function rotateSigningKey(
  work: KeyWork,
  { organizationId, atOnce }: { readonly organizationId: string; readonly atOnce: boolean },
): Promise<SigningRotation> {
  const scope = scopeOfOrganization(organizationId)
  if ((await work.storage.keys(scope)).length === 0) {
    throw new SallyportError('invalid_request', `There is no organization ${organizationId}.`)
  }
  const key = await createSigningKey(work.vault, { organizationId, id: work.newId() })
  const othersForMs = atOnce ? 0 : VERIFY_MS
  await work.storage.addSigningKey(scope, { key, othersForMs }, keyEvent(work, 'signing_key.rotated', key.id))
  return { organizationId, keyId: key.id, othersForMs }
}
