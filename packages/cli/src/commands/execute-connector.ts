import { type Answer, type Capability, EXECUTE, type Input, type Operations } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'
import { partsOf } from '../call-operation.ts'
import type { CommandCall, Shown } from '../command-row.ts'
import { findConnector, isId, workspaceOf } from '../find-connector.ts'
import { wrongUse } from '../input/wrong-use.ts'
import { columnsOf, members, shown, table } from '../output/table.ts'
import { saveDownload, type WantedFile } from './save-download.ts'

const ALLOWED = ['destructive', 'external_message', 'money'] as const satisfies readonly Capability[]
/** Actions that change nothing wherever they go by these names. */
const READS = ['list', 'get', 'api_search', 'search', 'context_store_search', 'describe']

/**
 * Executes with a token that is good for what reads and writes, and for what was allowed beside that: neither a slip nor
 * a text that talked an agent into it sends, pays or deletes anything.
 */
export async function executeConnector(call: CommandCall): Promise<Shown> {
  const capabilities = [...EXECUTE, ...allowed(call.input.allow)]
  const { id } = await findConnector(call)
  const body = partsOf(call.row, call.input).body as Input<Operations['executeConnector']>['body']
  const token = await call.session().scopedToken(await workspaceNameOf(call, id), capabilities)
  try {
    return await carriedOut(call, { id, token, body })
  } catch (error) {
    throw withWayToAllow(error)
  }
}

async function carriedOut(call: CommandCall, { id, token, body }: WantedFile): Promise<Shown> {
  if (body.action === 'download' && body.dry_run !== true) return saveDownload(call, { id, token, body })
  const { idempotency_key: key } = call.input
  const answer = await call.session().callAs(token, 'executeConnector', {
    params: { id },
    body,
    ...(typeof key === 'string' && { idempotencyKey: key }),
    ...(!READS.includes(body.action) && body.dry_run !== true && { writes: `${body.entity}.${body.action}` }),
  })
  return { answer, lines: linesOf(answer.result), untrusted: true, ...noteOf(answer) }
}

/** The engine names the effect that the token was to list; here that is a flag. */
function withWayToAllow(error: unknown): unknown {
  if (!SallyportError.isInstance(error) || error.code !== 'forbidden_operation') return error
  const effect = ALLOWED.find((each) => error.fix?.includes(`"${each}"`))
  if (effect === undefined) return error
  const { requestId } = error
  return new SallyportError('forbidden_operation', error.message, {
    fix: `If that is wanted, add --allow ${effect}.`,
    ...(requestId !== undefined && { requestId }),
  })
}

function allowed(given: unknown): readonly Capability[] {
  const effects = Array.isArray(given) ? given.map(String) : []
  const unknown = effects.find((effect) => !ALLOWED.some((known) => known === effect))
  if (unknown !== undefined)
    throw wrongUse(`--allow knows no "${unknown}".`, `It knows: ${ALLOWED.join(', ')}.`)
  return ALLOWED.filter((effect) => effects.includes(effect))
}

/**
 * A token is made for a workspace by its name; one that is not there would be made with it. A connector that was found
 * by its name was found in one that is.
 */
async function workspaceNameOf(call: CommandCall, connectorId: string): Promise<string> {
  if (!isId(String(call.input.connector)) && !isId(workspaceOf(call))) return workspaceOf(call)
  const { workspace_id: id } = await call.session().call('inspectConnector', { params: { id: connectorId } })
  const named = call.input.workspace
  const { name } = await call.session().call('getWorkspace', { params: { id } })
  if (named !== undefined && named !== name && named !== id) {
    throw wrongUse(`The connector is not in the workspace "${workspaceOf(call)}".`)
  }
  return name
}

function linesOf(result: unknown): string[] {
  if (!Array.isArray(result)) {
    return typeof result === 'object' && result !== null ? members(result) : [shown(result)]
  }
  if (result.length === 0) return ['There is nothing.']
  const columns = columnsOf(result)
  return columns.length === 0 ? result.map(shown) : table(result, columns)
}

function noteOf({
  connector_metadata: page,
  execution_metadata: { result_budget: budget },
  result,
  warning,
}: Answer<Operations['executeConnector']>): { note?: string } {
  // Where nothing but a handle came, the result tells of it.
  const handle = budget?.outcome === 'handle' ? (result as { handle?: unknown }).handle : budget?.handle
  const lines = [
    warning?.message,
    page?.has_next_page
      ? `There is more: --params with "cursor": ${JSON.stringify(page.end_cursor)}`
      : undefined,
    typeof handle === 'string'
      ? `All of it is kept for an hour: sallyport results query ${handle}`
      : undefined,
  ].filter((line) => line !== undefined)
  return lines.length === 0 ? {} : { note: lines.join('\n') }
}
