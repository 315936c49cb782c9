import { SallyportError } from '@sallyport/errors'
import {
  type Authorizer,
  type CallRequest,
  type Download,
  type DownloadOptions,
  download,
  type Preview,
  type Projection,
  preview,
  type ResolvedCall,
  type RunOptions,
  readRange,
  resolve,
  run,
} from '@sallyport/runtime'
import type { BudgetReport } from '@sallyport/tools'
import { type OpenOptions, referredFile } from '../files/open-file.ts'
import type { KeyedRequest } from '../idempotency/keyed-request.ts'
import type { CallLimits } from '../limits/call-limits.ts'
import type { Execution, Workspace } from '../ports.ts'
import type { Quotas } from '../quotas/quotas.ts'
import { type FitOptions, fitResult } from '../results/fit-result.ts'
import type { Catalogues } from '../templates/catalogues.ts'
import { metered, Traffic, untilOver } from '../usage/traffic.ts'
import { type CarryOutOptions, carryOut } from './carry-out.ts'
import { describeConnector, isDescribe } from './describe-connector.ts'
import { type BoundConnector, bindConnector } from './find-connector.ts'
import { permit } from './permit.ts'
import { actorOf, type Principal } from './principal.ts'
import type { Proofs } from './proofs.ts'
import { type CallingOptions, runOptions } from './run-options.ts'
import { enterWorkspace, type ScopeOptions } from './scope.ts'
import type { Unlock } from './unlock.ts'

export interface ExecuteOptions
  extends ScopeOptions,
    CallingOptions,
    OpenOptions,
    CarryOutOptions,
    FitOptions {
  readonly catalogues: Catalogues
  /** Stage 7, with the vault behind it. */
  readonly unlock: Unlock
  readonly proofs: Proofs
  readonly quotas: Quotas
  readonly limits: Pick<CallLimits, 'enter'>
  readonly newId: () => string
}

/** One call as it came in: what is asked for, of which connector, and on which request. */
export interface ExecuteRequest {
  readonly connectorId: string
  readonly call: CallRequest
  readonly intent?: string
  /** `Range` of the request: of a file that part, where it is one that can be asked for (RFC 9110 14.2 lets others pass). */
  readonly range?: string
  /** Nothing is sent, and nothing recorded: the result is the request. */
  readonly dryRun?: boolean
  /** Tokens that the result may cost: what is over is made compact, or kept under a handle. */
  readonly maxResultTokens?: number
  /** Of a write, by which it is carried out once; a read takes no notice. */
  readonly keyed?: KeyedRequest
  readonly requestId: string
  /** What its client calls the request. */
  readonly clientRequestId?: string
  readonly signal?: AbortSignal
}

/** What a call gives: records, or a file as it comes. */
type Performed = Projection | { readonly download: Download }

export type Executed = Performed & {
  readonly connectorId: string
  readonly durationMs: number
  /** What was done to a result that had a budget. */
  readonly budget?: BudgetReport
}

/** Stages 3 to 10 of a call, in their order: the table of contents of the engine. */
export async function execute(
  options: ExecuteOptions,
  principal: Principal,
  request: ExecuteRequest,
): Promise<Executed> {
  const startedAt = options.now()
  const entered = await enterWorkspace(options, principal, request.connectorId)
  options.limits.enter(principal, entered.scope)
  const connector = await options.catalogues.find(principal.scope, (catalogue) =>
    bindConnector(catalogue, entered),
  )
  if (isDescribe(connector, request.call)) {
    const described = describeConnector(connector, principal, request.call)
    return { ...described, connectorId: connector.row.id, durationMs: options.now() - startedAt }
  }
  const resolved = resolve(
    { definition: connector.template.definition, config: connector.config },
    request.call,
  )
  const call = permit(resolved, connector, principal)
  const execution = executionOf(options, { principal, connector, call, request, startedAt })
  const authorizer = await options.unlock(connector)
  if (request.dryRun) return shown(preview(call, authorizer), connector, options.now() - startedAt)
  const { range, signal } = request
  const { workspace } = entered
  const asked: Asked = { principal, workspace, connector, call, authorizer, execution, range, signal }
  const reads = call.operation.effect === 'read'
  const executed = reads
    ? await send(options, asked)
    : await carryOut(options, { ...asked, keyed: request.keyed }, () => send(options, asked))
  return fitResult(options, { connector, call, maxTokens: request.maxResultTokens }, executed)
}

interface Asked {
  readonly principal: Principal
  readonly workspace: Workspace
  readonly connector: BoundConnector
  readonly call: ResolvedCall
  readonly authorizer: Authorizer
  readonly execution: Execution
  readonly range: string | undefined
  readonly signal: AbortSignal | undefined
}

/** Stages 8 to 10: what a call is about once everything before is settled. */
async function send(options: ExecuteOptions, asked: Asked): Promise<Executed> {
  const { principal, connector, call, authorizer, execution } = asked
  const traffic = new Traffic()
  const duration = () => options.now() - execution.startedAt.getTime()
  const finish = (outcome: Execution['outcome'], bytes: Bytes = traffic.bytes) =>
    options.log.add({ ...execution, ...bytes, outcome, durationMs: duration() })
  try {
    const file = await referredFile(options, connector.scope, call)
    const counted = options.quotas.count(connector.scope, asked.workspace)
    if (counted !== undefined) await counted
    // A write goes on when its caller has gone: cut off half-way, nobody would know what it did.
    const signal = call.operation.effect === 'read' ? asked.signal : undefined
    const range = readRange(asked.range)
    const result = await perform(call, authorizer, {
      ...(range && call.range === undefined && { range }),
      ...runOptions(options, principal, connector),
      sender: metered(options.sender, traffic),
      callId: execution.id,
      ...(file && { file }),
      ...(signal && { signal }),
    })
    options.proofs.worked(connector)
    await finish('success', 'download' in result ? UNKNOWN_BYTES : undefined)
    const given = measured(result, () => options.log.measure(execution, traffic.bytes))
    return { ...given, connectorId: connector.row.id, durationMs: duration() }
  } catch (error) {
    if (isRefusal(error)) options.proofs.refused(connector, principal)
    await finish(outcomeOf(error, asked.signal))
    throw error
  }
}

/** A file is handed on as soon as it begins: how it ends, its reader sees. */
async function perform(
  call: ResolvedCall,
  authorizer: Authorizer,
  options: RunOptions & DownloadOptions,
): Promise<Performed> {
  if (call.operation.gives === undefined) return run(call, authorizer, options)
  return { download: await download(call, authorizer, options) }
}

/** How much of a file went through is known when it has. */
function measured(result: Performed, over: () => void): Performed {
  if (!('download' in result)) return result
  const { download } = result
  return { download: { ...download, body: untilOver(download.body, over) } }
}

type Bytes = Pick<Execution, 'bytesSent' | 'bytesReceived'>

/** Of a file, until it has gone through. */
const UNKNOWN_BYTES: Bytes = { bytesSent: null, bytesReceived: null }

function isRefusal(error: unknown): boolean {
  return SallyportError.isInstance(error) && error.code === 'credential_invalid'
}

function shown(data: Preview, { row }: BoundConnector, durationMs: number): Executed {
  return { data, page: undefined, meta: {}, warnings: [], connectorId: row.id, durationMs }
}

function outcomeOf(error: unknown, signal: AbortSignal | undefined): Execution['outcome'] {
  if (SallyportError.isInstance(error)) return error.code
  return signal?.aborted ? 'cancelled' : 'internal'
}

interface Facts {
  readonly principal: Principal
  readonly connector: BoundConnector
  readonly call: ResolvedCall
  readonly request: ExecuteRequest
  readonly startedAt: number
}

function executionOf({ newId }: ExecuteOptions, facts: Facts): Execution {
  const { principal, connector, call, request, startedAt } = facts
  return {
    id: newId(),
    organizationId: connector.scope.organizationId,
    workspaceId: connector.scope.workspaceId,
    connectorId: connector.row.id,
    entity: call.entity,
    action: call.action,
    effect: call.operation.effect,
    actor: actorOf(principal),
    requestId: request.requestId,
    clientRequestId: request.clientRequestId ?? null,
    intent: request.intent ?? null,
    startedAt: new Date(startedAt),
    durationMs: null,
    outcome: 'started',
    ...UNKNOWN_BYTES,
  }
}
