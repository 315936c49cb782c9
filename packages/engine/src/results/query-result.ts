import { SallyportError } from '@sallyport/errors'
import { answerQuery, type NamedOperation, type QueryAnswer, readQuery } from '@sallyport/tools'
import type { Vault } from '@sallyport/vault'
import { type BoundConnector, bindConnector } from '../execute/find-connector.ts'
import { requirePermit } from '../execute/permit.ts'
import type { Principal } from '../execute/principal.ts'
import { type Entered, enterWorkspace, type ScopeOptions } from '../execute/scope.ts'
import type { CallLimits } from '../limits/call-limits.ts'
import type { Workspace } from '../ports.ts'
import { openJson } from './kept-json.ts'
import type { KeptResult, ResultStore } from './result-store.ts'

export interface QueryOptions extends ScopeOptions {
  readonly results: ResultStore
  readonly vault: Vault
  readonly limits: Pick<CallLimits, 'enter'>
}

export interface ResultQueryRequest {
  readonly id: string
  /** As it came; null is as good as left out. */
  readonly query: unknown
  readonly maxTokens: number
  /** Whether results of this operation are meant at all (true). */
  readonly isTaken?: (origin: ResultOrigin) => Promise<boolean>
}

/** Where a result came from. */
export interface ResultOrigin extends NamedOperation {
  readonly workspace: Workspace
  readonly connector: BoundConnector
}

/**
 * Answers a query over a kept result. A handle gives no right of its own: whoever asks has to be allowed what gave the
 * result, through a connector that is still there. What is not there any more and what is not yours get the same answer.
 *
 * @throws SallyportError `result_not_found`, `forbidden_operation`, `workspace_inactive`, `invalid_params`
 */
export async function queryResult(
  options: QueryOptions,
  principal: Principal,
  { id, query, maxTokens, isTaken }: ResultQueryRequest,
): Promise<QueryAnswer> {
  const asked = readQuery(query)
  // A model gives whatever text it has.
  const kept = HANDLE.test(id) ? await options.results.find(principal.scope, id) : undefined
  if (kept === undefined || !isWithin(principal, kept)) throw notFound()
  const entered = await enter(options, principal, kept)
  options.limits.enter(principal, entered.scope)
  const origin = await requireOperation(options, principal, { kept, entered })
  if (isTaken !== undefined && !(await isTaken(origin))) throw notFound()
  const sealed = await options.results.pieces(entered.scope, id)
  // It expired, or went with its connector, meanwhile.
  if (sealed.length !== kept.pieces) throw notFound()
  return answerQuery(await openJson(options.vault, kept, sealed), asked, maxTokens)
}

const HANDLE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function isWithin({ workspaceId }: Principal, kept: KeptResult): boolean {
  return workspaceId === undefined || workspaceId === kept.workspaceId
}

async function enter(options: QueryOptions, principal: Principal, kept: KeptResult): Promise<Entered> {
  try {
    return await enterWorkspace(options, principal, kept.connectorId)
  } catch (error) {
    if (SallyportError.isInstance(error) && error.code === 'connector_not_found') throw notFound()
    throw error
  }
}

/** What gave the result has to be open to whoever reads it. */
async function requireOperation(
  { catalogues }: QueryOptions,
  principal: Principal,
  { kept: { entity, action }, entered }: { readonly kept: KeptResult; readonly entered: Entered },
): Promise<ResultOrigin> {
  const connector = await catalogues.find(principal.scope, (catalogue) => bindConnector(catalogue, entered))
  const { definition } = connector.template
  const operation = definition.entities[entity]?.actions[action]
  // A later version of its definition has it no more.
  if (operation === undefined) throw notFound()
  requirePermit({ definition, entity, action, operation }, connector, principal)
  return { workspace: entered.workspace, connector, entity, action, operation }
}

function notFound(): SallyportError {
  return new SallyportError('result_not_found', 'There is no such result, or its hour is over.', {
    fix: 'Run the call again: a result that is too large comes with a new handle.',
  })
}
