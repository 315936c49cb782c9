import type { Operations } from '@sallyport/contract'
import type { ExecuteRequest } from '@sallyport/engine'
import type { Call } from '../handler.ts'

type ExecuteCall = Call<Operations['executeConnector'] | Operations['executeBare']>
type Paths = ExecuteCall['body']['select_fields']

/** A request to execute, in the engine's words. */
export function executeRequest({
  params,
  body,
  headers,
  requestId,
  clientRequestId,
  keyed,
  signal,
}: Omit<ExecuteCall, 'principal'>): ExecuteRequest {
  const { entity, action, params: given, intent } = body
  const select = pathsOf(body.select_fields ?? body.fields)
  const exclude = pathsOf(body.exclude_fields)
  const { range } = headers
  return {
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
    ...(typeof intent === 'string' && { intent }),
    ...(range !== undefined && { range }),
    ...(body.dry_run && { dryRun: true }),
    ...(typeof body.max_result_tokens === 'number' && { maxResultTokens: body.max_result_tokens }),
    requestId,
    ...(clientRequestId !== undefined && { clientRequestId }),
    ...(keyed && { keyed }),
    signal,
  }
}

function pathsOf(paths: Paths): string[] | undefined {
  return paths?.map((path) => (typeof path === 'string' ? path : path.join('.')))
}
