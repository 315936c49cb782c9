import { SallyportError } from '@sallyport/errors'
import {
  type Credential,
  type OAuthApplication,
  revokeCredential,
  type Sender,
  type TokenReceipt,
} from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import type { JobHandler } from '../ports.ts'
import type { Revocation, RevocationReceipt, RevocationStore } from '../revocations/revocation-store.ts'
import type { OrganizationScope } from '../scope.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import { openCredential, openSpareCredential } from './sealed-credential.ts'

export interface RevokeStoredOptions {
  readonly revocations: RevocationStore
  readonly catalogues: Catalogues
  readonly vault: Vault
  readonly sender: Sender
  readonly applicationOf: (scope: OrganizationScope, id: string) => Promise<OAuthApplication | undefined>
  readonly now: () => number
  readonly newId: () => string
}

/** With the pauses between them about a day. */
const MAX_TRIES = 12
const MAX_PAUSE_MS = 4 * 3_600_000

/**
 * The job `revoke_credential`: ends the tokens of a connector that is gone, or of a grant that none took, keeps a receipt
 * for each, and erases the sealed bytes once nothing is left to try. What the third party could not do now is tried again.
 */
export function revokeStored(options: RevokeStoredOptions): JobHandler {
  const { revocations, now, newId } = options
  return async (scope, { subjectId, last }) => {
    const revocation = await revocations.find(scope, subjectId)
    if (revocation === undefined || revocation.finishedAt !== null) return
    const { id, jobId, heldUntil } = revocation
    if (jobId === null) throw again(heldUntil ?? new Date(now()))
    const receipts = merged(revocation.receipts, await tried(options, scope, { revocation, last }))
    const waits = receipts.map(({ retryInMs }) => retryInMs).filter((ms) => ms !== undefined)
    const finished = waits.length === 0 || last || revocation.attempts + 1 >= MAX_TRIES
    const kept = finished ? receipts.map(({ retryInMs: _, ...receipt }) => receipt) : receipts
    await revocations.record(scope, { id, jobId, receipts: kept, finished }, { at: new Date(now()), newId })
    if (!finished) throw again(new Date(now() + Math.max(...waits, pauseAfter(revocation.attempts))))
  }
}

/** Milliseconds: a second, and four times as long each time. */
function pauseAfter(attempts: number): number {
  return Math.min(MAX_PAUSE_MS, 1000 * 4 ** attempts)
}

interface Trying {
  readonly revocation: Revocation
  readonly last: boolean
}

/** Of the credential and of its spare, which has tokens of its own. */
async function tried(
  options: RevokeStoredOptions,
  scope: OrganizationScope,
  { revocation, last }: Trying,
): Promise<readonly RevocationReceipt[]> {
  const { version, sealed, spare, spareVersion, organizationId, workspaceId, connectorId } = revocation
  const { vault } = options
  const owner = { organizationId, workspaceId, id: connectorId }
  const receipts: RevocationReceipt[] = []
  if (sealed !== null) {
    const open = () => openCredential(vault, owner, { version, sealed })
    receipts.push(...(await ended(options, scope, { revocation, last, open, spare: false })))
  }
  if (spare !== null && spareVersion !== null) {
    const open = () => openSpareCredential(vault, owner, { version: spareVersion, sealed: spare })
    const ofSpare = await ended(options, scope, { revocation, last, open, spare: true })
    receipts.push(...ofSpare.map((receipt) => ({ ...receipt, spare: true })))
  }
  return receipts
}

interface Ending extends Trying {
  readonly open: () => Promise<Credential>
  readonly spare: boolean
}

/** Only what has not been ended yet. */
async function ended(
  { revocations, catalogues, sender, applicationOf }: RevokeStoredOptions,
  scope: OrganizationScope,
  { revocation, last, open, spare }: Ending,
): Promise<readonly TokenReceipt[]> {
  const { organizationId, workspaceId, connectorId } = revocation
  const before = revocation.receipts.filter((receipt) => (receipt.spare ?? false) === spare)
  const catalogue = await catalogues.of(scope)
  try {
    const { definition } = catalogue.ofConnector(revocation)
    return await revokeCredential({
      definition,
      credential: await open(),
      isShared: (await revocations.sharing(scope, revocation)) > 0,
      ended: before.filter(({ status }) => status === 'revoked').map(({ token }) => token),
      applicationOf: (id) => applicationOf(scope, id),
      sender,
      scope: `${organizationId} ${workspaceId ?? connectorId}`,
    })
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error
    // What the queue does not try again is over: a job that never ended would be waited for.
    if (error.retryable && !last) throw error
    // Bytes that do not open, or a type that is gone: nobody can end these tokens from here.
    return [{ token: 'credential', status: 'failed', cause: error.code }]
  }
}

/** The latest word on each token; what was ended stays ended. */
function merged(
  before: readonly RevocationReceipt[],
  after: readonly RevocationReceipt[],
): RevocationReceipt[] {
  const nameOf = ({ token, spare = false }: RevocationReceipt) => `${token} ${spare}`
  const byToken = new Map(before.map((receipt) => [nameOf(receipt), receipt]))
  for (const receipt of after) {
    if (byToken.get(nameOf(receipt))?.status !== 'revoked') byToken.set(nameOf(receipt), receipt)
  }
  return [...byToken.values()]
}

function again(retryAt: Date): SallyportError {
  return new SallyportError('upstream_unavailable', 'A token could not be ended yet.', { retryAt })
}
