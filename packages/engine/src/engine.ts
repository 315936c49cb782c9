import type { Definition } from '@sallyport/definition'
import {
  type AttemptOptions,
  DEFAULT_DEADLINE_MS,
  RateGovernor,
  type RefreshTimings,
  type StreamSender,
} from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import { cachedRows } from './cache/cached-rows.ts'
import { collectionUseCases } from './collection/collection-use-cases.ts'
import { connectUseCases } from './connect/connect-use-cases.ts'
import { openOAuthApplications } from './connect/oauth-applications.ts'
import { connectorUseCases } from './connectors/connector-use-cases.ts'
import { credentialParts } from './credentials/credential-parts.ts'
import { revokeStored } from './credentials/revoke-stored.ts'
import type { SaveSpool } from './credentials/save-spool.ts'
import { definitionUseCases } from './definitions/definition-use-cases.ts'
import { createAuthenticate } from './execute/authenticate.ts'
import { type ExecuteRequest, execute } from './execute/execute.ts'
import { ExecutionLog } from './execute/execution-log.ts'
import type { Principal } from './execute/principal.ts'
import { Proofs } from './execute/proofs.ts'
import { executionUseCases } from './executions/execution-use-cases.ts'
import { type FileFor, keepFileFor } from './files/keep-file.ts'
import { type CreateOnceRequest, createOnce } from './idempotency/create-once.ts'
import { CallLimits, type CallQuotas } from './limits/call-limits.ts'
import { organizationUseCases } from './organizations/organization-use-cases.ts'
import type { JobHandlers, Storage } from './ports.ts'
import { Quotas } from './quotas/quotas.ts'
import { resultUseCases } from './results/result-use-cases.ts'
import { sweepResults } from './results/sweep-results.ts'
import { revocationUseCases } from './revocations/revocation-use-cases.ts'
import { Catalogue } from './templates/catalogue.ts'
import { Catalogues } from './templates/catalogues.ts'
import { templateUseCases } from './templates/template-use-cases.ts'
import { LoginFailures } from './tokens/login-failures.ts'
import { TokenKeys } from './tokens/token-keys.ts'
import { tokenUseCases } from './tokens/token-use-cases.ts'
import { verifyToken } from './tokens/verify-token.ts'
import { toolUseCases } from './tools/tool-use-cases.ts'
import { deliverWebhook } from './webhooks/deliver-webhook.ts'
import { webhookUseCases } from './webhooks/webhook-use-cases.ts'
import { workflowUseCases } from './workflows/workflow-use-cases.ts'
import { workspaceUseCases } from './workspaces/workspace-use-cases.ts'

export interface EngineOptions extends Pick<AttemptOptions, 'random' | 'wait'> {
  readonly deploymentId: string
  readonly storage: Storage
  readonly vault: Vault
  readonly definitions: readonly Definition[]
  readonly sender: StreamSender
  readonly now: () => number
  /** Milliseconds of a clock that is never set. */
  readonly monotonic: () => number
  readonly newId: () => string
  /** Where credentials wait that the storage did not take. */
  readonly spool: SaveSpool
  /** How long what takes in a refresh, where it is not the usual; for tests. */
  readonly refreshTimings?: Partial<RefreshTimings>
  /** How long what was granted is held for a connector that is being made, where it is not the usual; for tests. */
  readonly holdMs?: number
  /** Secret of the deployment, the same for all its engines: signs the links of connect pages. */
  readonly ticketKey: Uint8Array
  /** For what must not be guessed. */
  readonly randomBytes: (size: number) => Uint8Array
  /** Milliseconds that a third party has for one call, all attempts together. Default: 24,000, since existing clients give up at 30 s. */
  readonly deadlineMs?: number
  /** How often applications and workspaces may call. */
  readonly quotas: CallQuotas
  /** Told of failures that no caller hears of. */
  readonly onFailure: (error: unknown) => void
}

export type Engine = ReturnType<typeof createEngine>

/** Puts the use cases together. What it keeps in memory lives as long as the engine. */
export function createEngine(options: EngineOptions) {
  const { storage, vault, sender, now, newId, random, wait } = options
  const { changes, definitions, workspaces, connectors, organizations } = storage
  changes.subscribe((organizationId) => vault.recheck(organizationId === 'all' ? undefined : organizationId))
  const { applications, cachedWorkspaces, cachedConnectors } = cachedRows(storage)
  const catalogues = new Catalogues({ ...storage, builtIn: new Catalogue(options.definitions) })
  const issuer = `sallyport:${options.deploymentId}`
  const keys = new TokenKeys(vault, storage, now)
  const limits = new CallLimits(options)
  const loginFailures = new LoginFailures(options)
  const tokens = { ...options, keys, issuer, applications, organizations, loginFailures }
  const identify = (token: string) => verifyToken({ ...tokens, ignoreExpiry: true }, token)
  const { applicationOf, cachedOAuthApplications } = openOAuthApplications(vault, storage)
  const living = { ...options, catalogues, applicationOf }
  const { accepted, told, refusals, opening, candidates, ...parts } = credentialParts(living)
  const log = new ExecutionLog({
    executions: storage.executions,
    accepted: told,
    onFailure: options.onFailure,
  })
  const known = { cachedConnectors, cachedWorkspaces, catalogues }
  const rows = { workspaces, connectors, identify, now, newId, vault, ...known }
  const deadlineMs = options.deadlineMs ?? DEFAULT_DEADLINE_MS
  const governor = new RateGovernor({ now, wait, allowances: storage.allowances })
  const base = { ...rows, files: storage.files, sender, governor, random, wait, log, deadlineMs }
  const proofs = new Proofs({ ...base, ...opening, credentials: storage.credentials, accepted, refusals })
  const quotas = new Quotas({ ...options, quotas: storage.quotas })
  const keeping = { idempotency: storage.idempotency, onFailure: options.onFailure }
  const calls = { ...base, ...opening, ...keeping, results: storage.results, proofs, limits, quotas }
  const trying = { ...calls, ...candidates }

  return {
    ...webhookUseCases({ ...options, ...storage }),
    catalogue: async (principal: Principal) => catalogues.of(principal.scope),
    authenticate: createAuthenticate({ ...tokens, cachedWorkspaces }),
    admit: (principal: Principal) => limits.admit(principal),
    createOnce: <T>(principal: Principal, request: CreateOnceRequest & { readonly work: () => Promise<T> }) =>
      createOnce({ ...rows, ...keeping }, principal, request),
    ...tokenUseCases({ ...rows, ...tokens }),
    ...organizationUseCases({ ...options, ...tokens }),
    ...workspaceUseCases({ ...rows, ...storage }),
    ...connectorUseCases({ ...trying, storage }),
    ...connectUseCases({ ...options, ...trying, applications, cachedOAuthApplications }),
    ...collectionUseCases({ ...storage, ...options, ...trying, applications, cachedOAuthApplications }),
    ...workflowUseCases({ ...rows, workflows: storage.workflows }),
    ...executionUseCases({ ...rows, executions: storage.executions }),
    ...revocationUseCases({ ...rows, revocations: storage.revocations }),
    ...definitionUseCases({ definitions, catalogues, now, newId }),
    ...templateUseCases({ ...base, storage }),
    keepFile: (principal: Principal, input: FileFor) =>
      keepFileFor({ ...rows, files: storage.files }, principal, input),
    ...resultUseCases(calls),
    ...toolUseCases({ ...calls, credentials: storage.credentials }),
    execute: (principal: Principal, request: ExecuteRequest) => execute(calls, principal, request),
    ...parts.useCases,
    /** What is done later, by whichever engine has time. */
    jobHandlers: {
      warn_of_expiry: parts.warnOfExpiry,
      deliver_webhook: deliverWebhook({ ...options, ...storage }),
      sweep_results: sweepResults(storage),
      revoke_credential: revokeStored({ ...rows, ...storage, sender, applicationOf }),
    } satisfies JobHandlers,
    /** Saves what is pending: credentials first. The engine takes no calls after that. */
    close: async () => {
      await parts.close()
      await log.close()
    },
  }
}
