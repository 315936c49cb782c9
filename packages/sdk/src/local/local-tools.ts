import type { Definition } from '@sallyport/definition'
import type { ConnectorConfig } from '@sallyport/runtime'
import {
  createToolCatalog,
  describeTools,
  markUntrusted,
  QUERY_TOOL,
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
import { correctionOf } from '../tools/correction.ts'
import { DEFAULT_MAX_RESULT_TOKENS, DEFAULT_MAX_TOKENS } from '../tools/default-budgets.ts'
import type { ExecuteRequest, Result } from '../transport.ts'
import type { LocalResults } from './local-results.ts'
import { onceUnderId } from './once-under-id.ts'

export interface LocalToolParts {
  readonly definition: Definition
  readonly config: ConnectorConfig
  readonly execute: (request: ExecuteRequest) => Promise<Result>
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
  const run = (tool: Tool, input: unknown, { signal, callId }: ToolRunOptions): Promise<ToolOutcome> => {
    const perform = () =>
      answer({ parts, catalog, maxResultTokens, signal }, tool, input).catch((error: unknown) =>
        correctionOf(error),
      )
    if (callId === undefined || tool.effect === 'read') return perform()
    return once(JSON.stringify([callId, tool.name, input ?? null]), perform)
  }
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
  readonly signal: AbortSignal | undefined
}

async function answer(
  { parts, catalog, maxResultTokens, signal }: Answering,
  tool: Tool,
  input: unknown,
): Promise<ToolOutcome> {
  const asked = readToolRequest(catalog, tool, input)
  switch (asked.kind) {
    case 'operation': {
      const { entity, action } = asked.entry
      const request = { entity, action, params: asked.params, ...(signal && { signal }) }
      const { data, page, meta, warnings } = await parts.execute(request)
      const { operation } = asked.entry
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
