import {
  type ApiOperation,
  type CallOperation,
  type Capability,
  type OperationId,
  operations,
} from '@sallyport/contract'
import { type Engine, narrow, type Principal } from '@sallyport/engine'
import { SallyportError } from '@sallyport/errors'
import type { ErrorObject } from 'ajv'
import type { Handlers } from './handler.ts'
import { readIdempotencyKey } from './idempotency-key.ts'
import { type AnyCall, carryOut, type Route } from './routes.ts'
import { problemsOf, validatorCompiler } from './validation.ts'

/** On whose behalf operations are carried out. */
export interface Caller {
  readonly authorization: string | undefined
  readonly organizationId: string | undefined
  readonly requestId: string
  readonly clientRequestId: string | undefined
  readonly network: () => string
  /** What they may do at most, whatever their token is good for. */
  readonly atMost: readonly Capability[]
  /** Counts a call of this principal; throws where it is one too many. */
  readonly count: (principal: Principal) => void
}

/** The parts of a request that the contract has schemas for, and what problems call them. */
const PARTS = { params: 'params', query: 'query', body: 'body' } as const

type Part = keyof typeof PARTS
type Check = ((value: unknown) => boolean) & { errors?: ErrorObject[] | null }

const checks = new Map<string, Check>()

/**
 * Operations of the contract without a request of their own: for what serves them under another protocol. The rules of
 * the table hold as they do for a request: who may call, with which capability, how often, and with what.
 */
export function operationCalls(engine: Engine, handlers: Handlers, caller: Caller): CallOperation {
  const call = async (
    id: OperationId,
    parts: Partial<Record<Part, unknown>>,
    { idempotencyKey, signal = new AbortController().signal }: Parameters<CallOperation>[2] = {},
  ): Promise<unknown> => {
    const operation: ApiOperation = operations[id]
    const principal = await principalOf(engine, caller, operation)
    if (principal !== undefined) caller.count(principal)
    for (const part of Object.keys(PARTS) as Part[]) check(id, part, parts[part])
    const route: Route = { id, operation, handle: handlers[id] }
    const asked = anyCall(caller, { route, parts, principal, idempotencyKey, signal })
    return carryOut(engine, operation, { handle: route.handle as never, call: asked, principal })
  }
  return call as CallOperation
}

async function principalOf(
  engine: Engine,
  { authorization, organizationId, atMost }: Caller,
  operation: ApiOperation,
): Promise<Principal | undefined> {
  const { access, capability, withoutOrganization = false } = operation
  if (access === 'public') return undefined
  const rule = { kinds: access, capability, withoutOrganization }
  return narrow(await engine.authenticate({ authorization, organizationId }, rule), atMost, capability)
}

interface Asked {
  readonly route: Route
  readonly parts: Partial<Record<Part, unknown>>
  readonly principal: Principal | undefined
  readonly idempotencyKey: string | undefined
  readonly signal: AbortSignal
}

function anyCall(caller: Caller, { route, parts, principal, idempotencyKey, signal }: Asked): AnyCall {
  const { params, query, body } = parts
  const { operation, id } = route
  const key = operation.idempotent === undefined ? undefined : readIdempotencyKey(idempotencyKey)
  const request = { method: operation.method, operation: id, params, query, body }
  return {
    principal,
    params,
    query,
    body,
    // Files come as text within the answer: there is no other place for them.
    headers: { accept: 'application/json' },
    organizationId: caller.organizationId,
    requestId: caller.requestId,
    clientRequestId: caller.clientRequestId,
    network: caller.network,
    keyed: key === undefined ? undefined : { key, request, onReplay: () => undefined },
    signal,
  }
}

/** @throws SallyportError `invalid_request` with every problem, as of a request */
function check(id: OperationId, part: Part, value: unknown): void {
  const schema = (operations[id] as ApiOperation)[part]
  if (schema === undefined) return
  const key = `${id} ${part}`
  const known = checks.get(key)
  const fits = known ?? (validatorCompiler({ schema } as never) as Check)
  if (known === undefined) checks.set(key, fits)
  if (fits(value)) return
  const problems = problemsOf(fits.errors ?? [], PARTS[part])
  const message = problems.map((problem) => problem.message).join(' ')
  throw new SallyportError('invalid_request', message || 'The call does not fit the contract.', { problems })
}
