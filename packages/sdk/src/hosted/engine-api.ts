import {
  type Answer,
  clientRoutes,
  type Input,
  type OperationId,
  type Operations,
} from '@sallyport/contract/client'
import { createAddresses, type Place } from './address-of.ts'
import { refusal, unanswered } from './lost-answer.ts'

/** Longer than the engine's own deadline: its named error is to arrive before this one. */
export const TIMEOUT_MS = 30_000

type Fetch = typeof fetch

interface CallContext {
  readonly token?: string
  readonly signal?: AbortSignal | undefined
  /** What the call changes at a third party, such as `issues.create`; absent when it changes nothing. */
  readonly writes?: string | undefined
  /** By which the same is carried out once, however often it is sent. */
  readonly idempotencyKey?: string | undefined
}

/** Where an engine is, and for which of its organizations is spoken. */
export interface EngineTarget {
  /** Origin. */
  readonly url: string
  readonly fetch: Fetch
  /** Id of one organization, for applications that reach several. */
  readonly organization?: string
}

/**
 * Calls one operation of the contract.
 *
 * @throws SallyportError the engine's own; `engine_unreachable` where none arrived, or `outcome_unknown`
 * where what the call writes may have happened nevertheless. The reason of the signal.
 */
export type EngineApi = <Id extends OperationId>(
  id: Id,
  call: Partial<Input<Operations[Id]>> & CallContext,
) => Promise<Answer<Operations[Id]>>

type AnyCall = CallContext & Place & { readonly body?: unknown }

/** Speaks to an engine over HTTP. */
export function createEngineApi({ url, fetch, organization }: EngineTarget): EngineApi {
  const addressOf = createAddresses(url)
  const always = organizationHeader(organization)
  const send = async (id: OperationId, call: AnyCall): Promise<unknown> => {
    const address = addressOf(id, call)
    const init = initOf(address.method, call, always)
    const { response, body } = await exchange(() => fetch(address.url, init), call)
    if (response.ok && isAnswer(id, body)) return body
    throw refusal(response, body, call.writes)
  }
  return (id, call) => send(id, call as AnyCall) as Promise<never>
}

/** Names the organization that a call is about, for the engine. */
export function organizationHeader(organization: string | undefined): Readonly<Record<string, string>> {
  return organization === undefined ? {} : { 'x-organization-id': organization }
}

function initOf(
  method: string,
  { token, body, signal, idempotencyKey }: AnyCall,
  always: Readonly<Record<string, string>>,
): RequestInit {
  const timeout = AbortSignal.timeout(TIMEOUT_MS)
  return {
    method,
    headers: {
      ...always,
      accept: 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    // The token is the engine's; it follows no redirect to somebody else.
    redirect: 'manual',
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  }
}

async function exchange(send: () => Promise<Response>, { signal, writes }: CallContext) {
  try {
    const response = await send()
    const body: unknown = await response.json().catch(unlessNotJson)
    return { response, body }
  } catch (error) {
    if (signal?.aborted) throw signal.reason
    throw unanswered(error, writes)
  }
}

/** What is not JSON is not from the engine; what broke off may be. */
function unlessNotJson(error: unknown): undefined {
  if (!(error instanceof SyntaxError)) throw error
}

/** Whether a body has at least what the contract promises of it. Some addresses answer anything with 200. */
export function isAnswer(id: OperationId, body: unknown): boolean {
  const [, , required] = clientRoutes[id]
  return typeof body === 'object' && body !== null && required.every((name) => Object.hasOwn(body, name))
}
