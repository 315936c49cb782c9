import { SallyportError } from '@sallyport/errors'
import type { ConnectorConfig, Credential, Warning } from '@sallyport/runtime'
import { connectorNotFound } from '../execute/named-connectors.ts'
import type { Actor, Connector, NewConnector, Storage, StoredConnector } from '../ports.ts'
import type { WorkspaceScope } from '../scope.ts'
import type { Template } from '../templates/catalogue.ts'
import { type SealTriedOptions, sealTried } from './seal-tried.ts'
import { keepingSpent } from './spent.ts'
import { type Tried, type TryOptions, tryCandidate, untried } from './try-candidate.ts'

export interface ReplaceOptions extends TryOptions, SealTriedOptions {
  readonly connectors: Storage['connectors']
}

/** A credential that is to take the place of another, and what changes together with it. */
export interface Replacement {
  readonly scope: WorkspaceScope
  /** As it was read from storage, not from a cache. */
  readonly row: StoredConnector
  /** The type in the version that it is to have from now on. */
  readonly template: Template
  readonly config: ConnectorConfig
  readonly credential: Credential
  readonly changes?: Partial<Pick<Connector, 'name' | 'config' | 'entities' | 'defaulted'>>
  /** False: it is not tried. */
  readonly validate?: boolean
  /** What is held of its tokens. */
  readonly held?: readonly string[]
  /** It may be of another account at the third party than the one before. */
  readonly allowOtherAccount?: boolean
}

/** Who replaces it, in which request. */
export interface ReplacedBy {
  readonly actor: Actor
  readonly requestId: string
  readonly signal?: AbortSignal
}

export interface Replaced {
  readonly connector: StoredConnector
  readonly warnings: readonly Warning[]
}

/** A refresh may save one more version meanwhile, and hardly ever a second. */
const MAX_ATTEMPTS = 3

/**
 * Puts another credential into the place of a connector's own, in one step, after it was found to work and to be of the
 * same account. Whatever fails before that, the old one goes on.
 *
 * @throws SallyportError `credential_refused`, `account_mismatch`, `connector_changed`; what keeps the new credential
 * from being tried.
 */
export async function replaceCredential(
  options: ReplaceOptions,
  replacement: Replacement,
  by: ReplacedBy,
): Promise<Replaced> {
  const tried = await triedFor(options, replacement, by)
  return keepingSpent(tried, async () => {
    checkProved(replacement, tried)
    const account = accountOf(replacement, tried)
    return store(options, replacement, { ...by, tried, account })
  })
}

async function triedFor(
  options: ReplaceOptions,
  { row, template, config, credential, validate }: Replacement,
  { actor, signal }: ReplacedBy,
): Promise<Tried> {
  if (validate === false) return untried(credential)
  const { organizationId, workspaceId, id: connectorId } = row
  const candidate = { organizationId, workspaceId, connectorId, template, config, credential }
  const caller = actor.applicationId ?? ''
  return tryCandidate(options, candidate, { caller, ...(signal && { signal }) })
}

function checkProved({ validate }: Replacement, { doubt }: Tried): void {
  if (validate === false || doubt === undefined) return
  throw doubt.error ?? unprovable(doubt.message)
}

function unprovable(why: string): SallyportError {
  const message = `A credential takes the place of another only after it works, which cannot be seen. ${why}`
  return new SallyportError('invalid_request', message, {
    fix: 'Say "validate": false to replace it all the same.',
    problems: [{ field: 'validate', code: 'missing', message }],
  })
}

type Account = Pick<Connector, 'accountId' | 'accountName'>

/** @throws SallyportError `account_mismatch`; the reason why nobody knows, where the one before is known. */
function accountOf(
  { row, allowOtherAccount }: Replacement,
  { account, unidentified, doubt }: Tried,
): Account {
  // One that was not tried is believed to be of the same: the next that is tried is held to it again.
  if (doubt !== undefined) return row
  const free = allowOtherAccount === true || row.accountId === null
  if (!free && unidentified) throw unidentified
  if (!free && account && account.id !== row.accountId) throw mismatch(row, account.name ?? account.id)
  return { accountId: account?.id ?? null, accountName: account?.name ?? null }
}

function mismatch({ accountId, accountName }: Connector, other: string): SallyportError {
  const before = accountName ?? accountId
  return new SallyportError(
    'account_mismatch',
    `The new credential is of ${JSON.stringify(other)}, and the connector of ${JSON.stringify(before)}.`,
    { fix: 'Give a credential of the same account, or say "allow_other_account": true.' },
  )
}

interface Accepted extends ReplacedBy {
  readonly tried: Tried
  readonly account: Account
}

async function store(
  options: ReplaceOptions,
  { scope, row, template, changes, held }: Replacement,
  accepted: Accepted,
): Promise<Replaced> {
  const at = new Date(Math.max(options.now(), row.updatedAt.getTime() + 1))
  const { definition } = template
  const definitionVersion = template.uploaded?.version ?? null
  const { tried, account } = accepted
  let standing: StoredConnector | undefined = row
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const { organizationId, workspaceId, id } = row
    const owner = { organizationId, workspaceId, id, version: standing.credential.version + 1 }
    const credential = await sealTried(options, owner, { definition, tried })
    const connector: NewConnector = {
      ...row,
      ...changes,
      accountId: account.accountId,
      accountName: account.accountName,
      definitionVersion,
      updatedAt: at,
      credential,
      heldGrants: [...(held ?? []), ...tried.held],
    }
    const change = { read: row.updatedAt, ...recordsOf(options, connector, accepted) }
    if (await options.connectors.replace(scope, connector, change)) {
      return { connector, warnings: tried.warnings }
    }
    standing = await options.connectors.find(scope, row.id)
    if (standing === undefined) throw connectorNotFound()
    // Another version of the old credential alone is a refresh: that one has come to its end with this.
    if (standing.updatedAt.getTime() !== row.updatedAt.getTime()) throw connectorChanged()
  }
  throw connectorChanged()
}

function recordsOf({ newId }: ReplaceOptions, connector: NewConnector, { actor, requestId }: ReplacedBy) {
  const { id, organizationId, workspaceId, updatedAt: at, accountId, credential } = connector
  const data = { external_account_id: accountId, state: credential.state }
  return {
    event: { id: newId(), type: 'connector.replaced', actor, subjectId: id, requestId, at },
    happened: {
      id: newId(),
      organizationId,
      workspaceId,
      connectorId: id,
      type: 'connector.replaced',
      data,
      at,
    },
  } as const
}

export function connectorChanged(): SallyportError {
  return new SallyportError('connector_changed', 'The connector was changed by somebody else meanwhile.', {
    fix: 'Read it again, and repeat the change if it is still wanted.',
  })
}
