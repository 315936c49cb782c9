import type { OutgoingFile } from '@sallyport/contract'
import type { Download, Engine, Executed, Projection } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'
import { executeRequest } from '../present/execute-request.ts'
import { fileInJson, wantsJson } from '../present/file-in-json.ts'
import { budgetBody } from '../present/result.ts'

export function executeHandlers(engine: Engine): Handlers<'executeConnector' | 'executeBare'> {
  return {
    async executeConnector(call) {
      const executed = await engine.execute(call.principal, executeRequest(call))
      if (!('download' in executed)) return envelope(executed)
      if (!wantsJson(call.headers.accept)) return { file: fileOf(executed.download) }
      return envelope({ ...executed, data: await fileInJson(executed.download), ...NO_RECORDS })
    },

    async executeBare(call) {
      const executed = await engine.execute(call.principal, executeRequest(call))
      if ('download' in executed) return { file: fileOf(executed.download) }
      return executed.data ?? null
    },
  }
}

const NO_RECORDS = { page: undefined, meta: {}, warnings: [] }

function envelope(executed: Projection & Pick<Executed, 'connectorId' | 'durationMs' | 'budget'>) {
  const [warning] = executed.warnings
  return {
    status: 'success' as const,
    result: executed.data,
    connector_metadata: metadataOf(executed),
    execution_metadata: {
      connector_instance_id: executed.connectorId,
      execution_time_ms: Math.round(executed.durationMs),
      ...(executed.limit && { rate_limit: rateLimitOf(executed.limit) }),
      ...(executed.budget && { result_budget: budgetBody(executed.budget) }),
    },
    ...(warning && { warning: { ...warning } }),
  }
}

function rateLimitOf({ bucket, remaining, resetAt, retryAt }: NonNullable<Projection['limit']>) {
  return {
    bucket,
    remaining,
    reset_at: resetAt?.toISOString() ?? null,
    retry_at: retryAt?.toISOString() ?? null,
  }
}

/** How a list goes on, beside what the third party itself says of it under its own names. */
function metadataOf({ page, meta }: Projection) {
  return page === undefined ? null : { ...meta, has_next_page: !page.complete, end_cursor: page.nextCursor }
}

/** A file goes on as it comes, with what the third party says of it. */
function fileOf({ type, length, range, disposition, etag, body }: Download): OutgoingFile {
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      'content-type': type ?? 'application/octet-stream',
      'content-disposition': disposition ?? 'attachment',
      ...(length !== undefined && { 'content-length': String(length) }),
      ...(range !== undefined && { 'content-range': range }),
      ...(etag !== undefined && { etag }),
    },
    content: body,
  }
}
