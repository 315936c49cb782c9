import { SallyportError } from '@sallyport/errors'
import {
  describeTools,
  markUntrusted,
  readableFile,
  readToolRequest,
  searchAnswer,
  searchCatalog,
  type ToolAct,
  type ToolEntry,
  toParams,
} from '@sallyport/tools'
import { type Executed, type ExecuteOptions, type ExecuteRequest, execute } from '../execute/execute.ts'
import { bindConnector } from '../execute/find-connector.ts'
import { noneOf } from '../execute/named-connectors.ts'
import type { Principal } from '../execute/principal.ts'
import { enterWorkspace } from '../execute/scope.ts'
import { type QueryOptions, queryResult, type ResultOrigin } from '../results/query-result.ts'
import { isSameWorkspace } from './same-workspace.ts'
import { type ToolOptions, toolCatalog } from './tool-catalog.ts'
import { type ToolChoice, takesConnector, takesOperation } from './tool-choice.ts'
import { toolSubject } from './tool-subject.ts'

export interface CallToolOptions extends ToolOptions, ExecuteOptions, QueryOptions {}

export interface ToolCallRequest
  extends ToolChoice,
    Pick<ExecuteRequest, 'keyed' | 'requestId' | 'clientRequestId' | 'signal' | 'intent'> {
  /** As the tool has it. */
  readonly act: ToolAct
  /** As the model gave it. */
  readonly input: unknown
  /** What the answer may cost. */
  readonly maxResultTokens?: number
}

/** What a model reads, and the same for programs. */
export interface ToolAnswer {
  readonly text: string
  readonly data: unknown
}

export const DEFAULT_RESULT_TOKENS = 2_000

/**
 * Does what a model asks for with a tool. Which operations those are was decided when the tools were made, and is decided
 * again here: by the same choice, and by what the principal may do.
 *
 * @throws SallyportError `act: agent` for what the model can mend.
 */
export async function callTool(
  options: CallToolOptions,
  principal: Principal,
  request: ToolCallRequest,
): Promise<ToolAnswer> {
  const { act, input, maxResultTokens = DEFAULT_RESULT_TOKENS } = request
  if (act.kind === 'operation') {
    const entry = await entryOf(options, principal, { ...request, act })
    return run(options, principal, { request, entry, params: toParams(entry, input) })
  }
  const catalog = await toolCatalog(options, principal, request)
  const asked = readToolRequest(catalog, { name: '', act }, input)
  switch (asked.kind) {
    case 'operation':
      return run(options, principal, { request, ...asked })
    case 'search':
      return searchAnswer(catalog, searchCatalog(catalog, asked), maxResultTokens)
    case 'describe': {
      const { text } = describeTools(catalog, asked.names, { maxTokens: maxResultTokens })
      return { text, data: text }
    }
    case 'query': {
      const { handle, ...query } = asked.input
      const id = typeof handle === 'string' ? handle : ''
      const isTaken = (origin: ResultOrigin) => isAmong(options, principal, { request, origin })
      const data = await queryResult(options, principal, { id, query, maxTokens: maxResultTokens, isTaken })
      return { text: markUntrusted(data, 'third parties'), data }
    }
  }
}

/** Whether a result came from what the tools are of. */
async function isAmong(
  options: CallToolOptions,
  principal: Principal,
  { request, origin }: { readonly request: ToolCallRequest; readonly origin: ResultOrigin },
): Promise<boolean> {
  const isChosen = takesConnector(request, origin.connector) && takesOperation(request, origin)
  return isChosen && (await isSameWorkspace(options, principal, { ...request, ...origin }))
}

type OperationAct = Extract<ToolAct, { kind: 'operation' }>

/** The operation of a tool of its own. Where nothing has changed, no database is asked. */
async function entryOf(
  options: CallToolOptions,
  principal: Principal,
  request: ToolCallRequest & { readonly act: OperationAct },
): Promise<ToolEntry> {
  const { connector: id, entity, action } = request.act
  const entered = await enterWorkspace(options, principal, id)
  if (!(await isSameWorkspace(options, principal, { ...request, ...entered }))) throw noneOf(undefined)
  const typed = await options.catalogues.find(principal.scope, (catalogue) =>
    bindConnector(catalogue, entered),
  )
  if (!takesConnector(request, typed)) throw noneOf(undefined)
  const subject = toolSubject(typed, { principal, choice: request })
  const { definition } = subject
  const operation = definition.entities[entity]?.actions[action]
  const isTaken = operation !== undefined && subject.allows?.({ entity, action, operation })
  if (operation === undefined || !isTaken) throw noSuchTool(definition.title, `${entity}.${action}`)
  return { name: `${entity}.${action}`, subject, entity, action, operation }
}

function noSuchTool(title: string, name: string): SallyportError {
  return new SallyportError('forbidden_operation', `${title}: ${name} is not among the tools.`, {
    fix: 'Use another tool.',
  })
}

interface Run {
  readonly request: ToolCallRequest
  readonly entry: ToolEntry
  readonly params: Readonly<Record<string, unknown>>
}

async function run(
  options: CallToolOptions,
  principal: Principal,
  { request, entry, params }: Run,
): Promise<ToolAnswer> {
  const {
    maxResultTokens = DEFAULT_RESULT_TOKENS,
    keyed,
    requestId,
    clientRequestId,
    signal,
    intent,
  } = request
  const { subject, entity, action } = entry
  const executed = await execute(options, principal, {
    connectorId: subject.id,
    call: { entity, action, params },
    maxResultTokens,
    requestId,
    ...(intent !== undefined && { intent }),
    ...(keyed && { keyed }),
    ...(clientRequestId !== undefined && { clientRequestId }),
    ...(signal && { signal }),
  })
  const data =
    'download' in executed ? await readableFile(executed.download, maxResultTokens) : resultOf(executed)
  return { text: markUntrusted(data, subject.definition.title), data }
}

/** As `execute` over HTTP has it, less what is of no use to a model. */
function resultOf(executed: Exclude<Executed, { readonly download: unknown }>) {
  const { data, page, meta, warnings, budget } = executed
  return {
    result: data,
    ...(page && { ...meta, has_next_page: !page.complete, end_cursor: page.nextCursor }),
    ...(warnings.length > 0 && { warnings }),
    ...(budget !== undefined && budget.outcome !== 'full' && { budget }),
  }
}
