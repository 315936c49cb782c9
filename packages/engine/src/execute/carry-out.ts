import type { SallyportError } from '@sallyport/errors'
import type { KeyedRequest } from '../idempotency/keyed-request.ts'
import { type OnceOptions, once } from '../idempotency/once.ts'
import type { Execution } from '../ports.ts'
import type { Executed } from './execute.ts'
import type { ExecutionLog } from './execution-log.ts'
import type { BoundConnector } from './find-connector.ts'
import type { Principal } from './principal.ts'

export interface CarryOutOptions extends OnceOptions {
  readonly log: ExecutionLog
}

export interface Write {
  readonly principal: Principal
  readonly connector: BoundConnector
  /** As it begins. */
  readonly execution: Execution
  readonly keyed: KeyedRequest | undefined
}

/**
 * Carries out a write, once under a key where it has one. It is recorded before it is sent; with a key, the record and
 * the key are one step.
 */
export async function carryOut(
  options: CarryOutOptions,
  { principal, connector, execution, keyed }: Write,
  send: () => Promise<Executed>,
): Promise<Executed> {
  const { scope, row } = connector
  if (keyed === undefined) {
    await options.log.begin(scope, execution)
    return send()
  }
  const { workspaceId } = scope
  const place = { workspace: workspaceId, connectorId: row.id, principal }
  const { id } = execution
  return once(options, { scope, id, workspaceId, keyed, place, execution, keep, isHarmless }, send)
}

/** What was left of an allowance then says nothing of now. */
function keep(executed: Executed): unknown {
  if ('download' in executed) return undefined
  const { limit, ...kept } = executed
  return kept
}

/** The runtime says of every failure what it may have changed. */
function isHarmless({ sideEffect, code }: SallyportError): boolean {
  return sideEffect === 'none' && code !== 'internal'
}
