import type { OutgoingFile } from '@sallyport/contract'
import type { Download, Engine, Projection } from '@sallyport/engine'
import type { Handlers } from '../handler.ts'

export function executeHandlers(engine: Engine): Handlers<'executeConnector'> {
  return {
    async executeConnector({ principal, params, body, requestId, clientRequestId, keyed, signal }) {
      const { entity, action, params: given, select_fields: select, exclude_fields: exclude, intent } = body
      const executed = await engine.execute(principal, {
        connectorId: params.id,
        call: {
          entity,
          action,
          ...(given && { params: given }),
          fields: {
            ...(select && { select }),
            ...(exclude && { exclude }),
            ...(body.skip_truncation === false && { cutTexts: true }),
          },
          ...(body.view && { view: body.view }),
        },
        ...(intent !== undefined && { intent }),
        ...(body.dry_run && { dryRun: true }),
        requestId,
        ...(clientRequestId !== undefined && { clientRequestId }),
        ...(keyed && { keyed }),
        signal,
      })
      if ('download' in executed) return { file: fileOf(executed.download) }
      const [warning] = executed.warnings
      return {
        status: 'success',
        result: executed.data,
        connector_metadata: metadataOf(executed),
        execution_metadata: {
          connector_instance_id: executed.connectorId,
          execution_time_ms: Math.round(executed.durationMs),
          ...(executed.limit && { rate_limit: rateLimitOf(executed.limit) }),
        },
        ...(warning && { warning: { ...warning } }),
      }
    },
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
function fileOf({ type, length, range, disposition, body }: Download): OutgoingFile {
  return {
    status: range === undefined ? 200 : 206,
    headers: {
      'content-type': type ?? 'application/octet-stream',
      'content-disposition': disposition ?? 'attachment',
      ...(length !== undefined && { 'content-length': String(length) }),
      ...(range !== undefined && { 'content-range': range }),
    },
    content: body,
  }
}
