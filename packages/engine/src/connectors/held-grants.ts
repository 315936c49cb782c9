import { createHash } from 'node:crypto'
import { SallyportError } from '@sallyport/errors'
import type { AttemptOptions, Credential } from '@sallyport/runtime'
import type { PreparedSeal, Vault } from '@sallyport/vault'
import { credentialContext, encodeCredential } from '../credentials/sealed-credential.ts'
import type { Storage } from '../ports.ts'
import { scopeOfOrganization } from '../scope.ts'
import type { Template } from '../templates/catalogue.ts'

export interface HoldOptions extends Pick<AttemptOptions, 'wait'> {
  readonly vault: Vault
  readonly heldGrants: Storage['heldGrants']
  readonly newId: () => string
  readonly onFailure: (error: unknown) => void
  /** Until when a connector that is being made is there, where it is not the usual; for tests. */
  readonly holdMs?: number
}

/** For which connector something was granted. */
export interface GrantedFor {
  readonly organizationId: string
  readonly workspaceId: string | undefined
  readonly connectorId: string
  readonly template: Template
}

/** A trial takes at most a minute, and a busy database some more. */
const HOLD_MS = 5 * 60_000
const PAUSES_MS = [250, 500, 1_000]

/** Makes ready to hold what is about to be granted, so that nothing but the storage can keep it from being held. */
export async function prepareHold(
  { vault }: Pick<HoldOptions, 'vault'>,
  granted: GrantedFor,
): Promise<PreparedSeal> {
  const { organizationId, workspaceId = null, connectorId } = granted
  return vault.prepare(credentialContext({ organizationId, workspaceId, id: connectorId }, 0))
}

/**
 * Holds what a third party has just granted, until a connector has it or for so long that none will: then it is ended
 * there. Gives the id that the connector takes it by.
 *
 * @param use.forMs How long nobody may come for it.
 * @param use.presented The refresh token that it came for. Where a third party takes that twice it may give the same, and
 * what a connector has is not ended for another try.
 * @throws SallyportError `storage_unavailable`
 */
export async function holdGrant(
  options: HoldOptions,
  granted: GrantedFor,
  use: {
    readonly seal: PreparedSeal
    readonly credential: Credential
    readonly forMs?: number
    readonly presented?: string
  },
): Promise<string> {
  const { organizationId, workspaceId = null, connectorId, template } = granted
  const plaintext = encodeCredential(use.credential)
  const sealed = use.seal.seal(plaintext)
  plaintext.fill(0)
  const grant = {
    id: options.newId(),
    ...{ connectorId, workspaceId, sealed },
    definitionId: template.definition.id,
    definitionVersion: template.uploaded?.version ?? null,
    name: template.definition.title,
    presentedHash: use.presented === undefined ? null : hashOf(granted, use.presented),
  }
  const ms = (use.forMs ?? 0) + (options.holdMs ?? HOLD_MS)
  await kept(options, () => options.heldGrants.hold(scopeOfOrganization(organizationId), grant, ms))
  return grant.id
}

function hashOf({ organizationId, template }: GrantedFor, presented: string): Uint8Array {
  return createHash('sha256').update(`${organizationId} ${template.definition.id} ${presented}`).digest()
}

/** What is not held exists nowhere but here: a database that is away for a moment is waited for. */
async function kept({ wait, onFailure }: HoldOptions, hold: () => Promise<void>): Promise<void> {
  for (const pause of PAUSES_MS) {
    try {
      return await hold()
    } catch (error) {
      if (!SallyportError.isInstance(error) || !error.retryable) throw error
      onFailure(error)
    }
    await wait(pause)
  }
  return hold()
}

/** Does what grants are held for. Where it fails they are ended at the third party. */
export async function orRelease<T>(
  { heldGrants, onFailure }: Pick<HoldOptions, 'heldGrants' | 'onFailure'>,
  { organizationId, held }: { readonly organizationId: string; readonly held: readonly string[] },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // Where this fails too, they are ended when their time is over.
    await heldGrants.release(scopeOfOrganization(organizationId), held).catch(onFailure)
    throw error
  }
}
