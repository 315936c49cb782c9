import { isDeepStrictEqual } from 'node:util'
import { check, type ResolvedCall, run } from '@sallyport/runtime'
import { withoutCapability } from '../execute/authenticate.ts'
import type { ExecuteOptions } from '../execute/execute.ts'
import { type BoundConnector, bindConnector } from '../execute/find-connector.ts'
import { actorOf, type Principal } from '../execute/principal.ts'
import { runOptions } from '../execute/run-options.ts'
import { enterWorkspace } from '../execute/scope.ts'
import { parseName } from '../name.ts'
import type { Storage } from '../ports.ts'
import { type Checked, checkCandidate } from './check-candidate.ts'
import { readCredential, readSettings, type SettingsRequest } from './connector-settings.ts'
import { readableEntities } from './readable-entities.ts'
import type { TryOptions } from './try-candidate.ts'

export interface CheckOptions extends ExecuteOptions, Pick<TryOptions, 'openCandidate'> {
  readonly connectors: Storage['connectors']
}

export interface CheckInput {
  readonly id: string
  /** What the connector would be changed to. What is left out is as it is. */
  readonly request?: SettingsRequest & { readonly name?: string }
  readonly requestId: string
  readonly signal?: AbortSignal
}

/**
 * Tries a connector's credential: the definition's own check, and one cheap read of each entity that the connector
 * is open for. The state of the credential follows what is found; nothing of a change that is tried with it is stored,
 * and what is found with it changes no state.
 *
 * @throws SallyportError as stages 3 to 7 of a call do; what the third party says is in the report.
 */
export async function checkConnector(
  options: CheckOptions,
  principal: Principal,
  { id, request = {}, requestId, signal }: CheckInput,
): Promise<Checked> {
  const entered = await enterWorkspace(options, principal, id)
  const connector = await options.catalogues.find(principal.scope, (catalogue) =>
    bindConnector(catalogue, entered),
  )
  const { row, template } = connector
  const { definition } = template
  if (request.name !== undefined) parseName('name', request.name)
  const given = request.replication_config ?? request.source_config
  const asked = { ...request, replication_config: given ?? row.config }
  const settings = readSettings(definition, asked)
  const entities = request.entities ?? row.entities
  const checkId = options.newId()
  const aborting = signal && { signal }
  if (settings.credentials !== undefined) {
    if (!principal.capabilities.includes('connect')) throw withoutCapability('connect')
    const credential = readCredential(definition, settings)
    const { organizationId, workspaceId } = row
    const { config } = settings
    const candidate = { organizationId, workspaceId, connectorId: id, template, config, credential }
    const { applicationId: caller } = principal
    return { ...(await checkCandidate(options, candidate, { caller, entities, ...aborting })), checkId }
  }
  // Also of one that was given up: this is how it is found to work again.
  const authorizer = await options.unlock(connector, true)
  const send = (call: ResolvedCall) =>
    run(call, authorizer, {
      ...runOptions(options, principal, connector),
      callId: options.newId(),
      ...aborting,
    })
  const report = await check(
    { definition, config: settings.config },
    { ...readableEntities(definition, entities), send },
  )
  // With other settings it may have been another account, or none: of what is stored that says nothing.
  if (!isDeepStrictEqual(settings.config, connector.config)) return { ...report, checkId }
  await options.proofs.checked(connector, report)
  if (report.status === 'succeeded') await noteAccount(options, connector, { report, principal, requestId })
  return { ...report, checkId }
}

interface Noted {
  readonly report: Pick<Checked, 'account'>
  readonly principal: Principal
  readonly requestId: string
}

/** Whose account it is may be known for the first time. */
async function noteAccount(
  { connectors, newId, now }: CheckOptions,
  { scope, row }: BoundConnector,
  { report: { account }, principal, requestId }: Noted,
): Promise<void> {
  if (account === undefined || row.accountId !== null) return
  const at = new Date(Math.max(now(), row.updatedAt.getTime() + 1))
  const told = { accountId: account.id, accountName: account.name ?? null }
  const event = {
    id: newId(),
    type: 'connector.updated',
    actor: actorOf(principal),
    subjectId: row.id,
    requestId,
    at,
  } as const
  await connectors.update(scope, { ...row, ...told, updatedAt: at }, { read: row.updatedAt, event })
}
