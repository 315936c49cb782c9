import type { Answer, Input } from './operation.ts'
import type { OperationId, Operations } from './operations.ts'

/** The parts of a call that an operation has; those that it has none of are left out. */
type Parts<Id extends OperationId> = {
  readonly [Part in keyof Input<Operations[Id]> as Input<Operations[Id]>[Part] extends undefined
    ? never
    : Part]: Input<Operations[Id]>[Part]
}

export interface CallOptions {
  /** By which a write is carried out once. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

/**
 * Carries out operations of the contract for somebody, wherever the engine is: in this process or behind its address.
 * The same is checked as of a request.
 *
 * @throws SallyportError as the operation does
 */
export type CallOperation = <Id extends OperationId>(
  id: Id,
  parts: Parts<Id>,
  options?: CallOptions,
) => Promise<Answer<Operations[Id]>>
