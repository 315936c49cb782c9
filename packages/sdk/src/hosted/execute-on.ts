import type { Answer, Operations } from '@sallyport/contract/client'
import type { ExecuteRequest, Limit, Result } from '../transport.ts'
import type { EngineSession } from './engine-session.ts'
import { repeatSafely } from './repeat-safely.ts'

interface Called {
  /** Of the connector. */
  readonly id: string
  readonly request: ExecuteRequest
  /** What may be changed at the third party; absent when nothing is. */
  readonly writes: string | undefined
}

/**
 * Runs one action through a connector. It is asked again where the engine was not there for a moment: what writes goes
 * under a key, by which it is carried out once.
 */
export async function executeOn(session: EngineSession, { request, id, writes }: Called): Promise<Result> {
  const { api, tokens, now, newId } = session
  const { signal } = request
  const key = writes === undefined ? {} : { writes, idempotencyKey: newId() }
  const call = { params: { id }, body: bodyOf(request), signal, ...key }
  const ask = () => tokens.use(signal, (token) => api('executeConnector', { ...call, token }))
  return resultOf(await repeatSafely(ask, { signal, now }))
}

function bodyOf({ entity, action, params, limit, cursor, fields, view, dryRun }: ExecuteRequest) {
  const paging = { ...(limit !== undefined && { limit }), ...(cursor !== undefined && { cursor }) }
  return {
    entity,
    action,
    params: { ...params, ...paging },
    ...(fields !== undefined && { select_fields: [...fields] }),
    ...(view !== undefined && { view }),
    ...(dryRun && { dry_run: true }),
  }
}

function resultOf({
  result,
  connector_metadata: metadata,
  execution_metadata: { rate_limit },
  warning,
}: Answer<Operations['executeConnector']>): Result {
  const warnings = warning === undefined ? [] : [warning]
  const beside = { warnings, ...(rate_limit && { limit: limitOf(rate_limit) }) }
  if (metadata === null) return { data: result, page: undefined, meta: {}, ...beside }
  const { has_next_page, end_cursor, ...meta } = metadata
  return { data: result, page: { nextCursor: end_cursor, complete: !has_next_page }, meta, ...beside }
}

type RateLimit = NonNullable<Answer<Operations['executeConnector']>['execution_metadata']['rate_limit']>

function limitOf({ bucket, remaining, reset_at, retry_at }: RateLimit): Limit {
  return {
    bucket,
    remaining,
    ...(reset_at !== null && { resetAt: new Date(reset_at) }),
    ...(retry_at !== null && { retryAt: new Date(retry_at) }),
  }
}
