import type { Definition } from '@sallyport/definition'
import type { ConnectorConfig } from '@sallyport/runtime'
import {
  createToolCatalog,
  describeTools,
  markUntrusted,
  QUERY_TOOL,
  readableFile,
  readToolRequest,
  requireEntities,
  searchAnswer,
  searchCatalog,
  type Tool,
  type ToolCatalog,
  type ToolSubject,
  toolset,
} from '@sallyport/tools'
import type { AgentTool, AgentTools, ToolOutcome, ToolRunOptions, ToolsOptions } from '../tools/agent-tool.ts'
import { canonicalJson } from '../tools/canonical-json.ts'
import { correctionOf } from '../tools/correction.ts'
import { DEFAULT_MAX_RESULT_TOKENS, DEFAULT_MAX_TOKENS } from '../tools/default-budgets.ts'
import type { Download, DownloadRequest, ExecuteRequest, Result } from '../transport.ts'
import { untilAborted } from '../until-aborted.ts'
import type { LocalResults } from './local-results.ts'
import { onceUnderId } from './once-under-id.ts'

export interface LocalToolParts {
  readonly definition: Definition
  readonly config: ConnectorConfig
  readonly execute: (request: ExecuteRequest) => Promise<Result>
  readonly download: (request: DownloadRequest) => Promise<Download>
  readonly results: LocalResults
}

/** Tools of the one connector that a local client has, made and run in this process. */
export function localTools(parts: LocalToolParts, options: ToolsOptions): AgentTools {
  options.signal?.throwIfAborted()
  requireEntities([parts.definition], options.entities)
  const catalog = createToolCatalog([subjectOf(parts, options)])
  const { maxTokens = DEFAULT_MAX_TOKENS, maxResultTokens = DEFAULT_MAX_RESULT_TOKENS } = options
  const { mode, tokens, tools } = toolset(catalog, { maxTokens, query: QUERY_TOOL })
  const once = onceUnderId<ToolOutcome>()
  const perform = async (tool: Tool, input: unknown, { signal, callId }: ToolRunOptions) => {
    signal?.throwIfAborted()
    const asked = readToolRequest(catalog, tool, input)
    const answering = { parts, catalog, maxResultTokens }
    if (callId === undefined || !writes(asked)) return answer({ ...answering, signal }, asked)
    // What writes goes on when its caller has gone, for whoever asks again.
    const id = canonicalJson([callId, tool.name, input])
    return untilAborted(
      once(id, () => answer(answering, asked)),
      signal,
    )
  }
  const run: Run = (...call) => perform(...call).catch(correctionOf)
  return { mode, tokens, tools: tools.map((tool) => agentTool(tool, run)) }
}

function subjectOf(
  { definition, config }: LocalToolParts,
  { entities, effects = [] }: ToolsOptions,
): ToolSubject {
  const open: readonly string[] = ['read', 'write', ...effects]
  return {
    id: definition.slug,
    name: definition.title,
    definition,
    settings: config,
    state: 'connected',
    allows: ({ entity, operation }) =>
      (entities?.includes(entity) ?? true) && open.includes(operation.effect),
  }
}

interface Answering {
  readonly parts: LocalToolParts
  readonly catalog: ToolCatalog
  readonly maxResultTokens: number
  readonly signal?: AbortSignal | undefined
}

type Asked = ReturnType<typeof readToolRequest>

function writes(asked: Asked): boolean {
  return asked.kind === 'operation' && asked.entry.operation.effect !== 'read'
}

async function answer(
  { parts, catalog, maxResultTokens, signal }: Answering,
  asked: Asked,
): Promise<ToolOutcome> {
  switch (asked.kind) {
    case 'operation': {
      const { entity, action, operation } = asked.entry
      const request = { entity, action, params: asked.params, ...(signal && { signal }) }
      if (operation.gives !== undefined) {
        return marked(parts, await readableFile(await parts.download(request), maxResultTokens))
      }
      const { data, page, meta, warnings } = await parts.execute(request)
      const hasFields = operation.result !== undefined || asked.params.fields !== undefined
      const compactFields = hasFields ? undefined : parts.definition.entities[entity]?.compact
      const fitting = { maxTokens: maxResultTokens, ...(compactFields && { compactFields }) }
      const budgeted = await parts.results.fit(data, fitting)
      return marked(parts, {
        result: budgeted.data,
        ...(page && { ...meta, has_next_page: !page.complete, end_cursor: page.nextCursor }),
        ...(warnings.length > 0 && { warnings }),
        ...(budgeted.report.outcome !== 'full' && { budget: budgeted.report }),
      })
    }
    case 'search':
      return { kind: 'result', ...searchAnswer(catalog, searchCatalog(catalog, asked), maxResultTokens) }
    case 'describe': {
      const { text } = describeTools(catalog, asked.names, { maxTokens: maxResultTokens })
      return { kind: 'result', text, data: text }
    }
    case 'query': {
      const { handle, ...query } = asked.input
      return marked(parts, parts.results.query(String(handle), query, maxResultTokens))
    }
  }
}

function marked({ definition }: LocalToolParts, data: unknown): ToolOutcome {
  return { kind: 'result', text: markUntrusted(data, definition.title), data }
}

type Run = (tool: Tool, input: unknown, options: ToolRunOptions) => Promise<ToolOutcome>

function agentTool(tool: Tool, run: Run): AgentTool {
  const { name, title, description, strict, effect, inputSchema } = tool
  return {
    name,
    title,
    description,
    inputSchema: { ...inputSchema },
    strict,
    effect,
    run: (input, options = {}) => run(tool, input, options),
  }
}
