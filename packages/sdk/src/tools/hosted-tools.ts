import { type Answer, EXECUTE, type Operations } from '@sallyport/contract/client'
import type { EngineSession } from '../hosted/engine-session.ts'
import { repeatSafely } from '../hosted/repeat-safely.ts'
import type { TokenSource } from '../hosted/token-source.ts'
import type { AgentTool, AgentTools, ToolRunOptions, WorkspaceToolsOptions } from './agent-tool.ts'
import { callKey } from './call-key.ts'
import { correctionOf } from './correction.ts'
import { DEFAULT_MAX_RESULT_TOKENS, DEFAULT_MAX_TOKENS } from './default-budgets.ts'

type ShownTool = Answer<Operations['listTools']>['tools'][number]

/**
 * Tools of a workspace, as the engine makes them. What they do is done with a token of its own, which is bound to the
 * workspace and good for reading, ordinary writing and the effects that were listed: the application's own is never
 * behind a call of an agent.
 */
export async function hostedTools(
  session: EngineSession,
  workspace: string,
  options: WorkspaceToolsOptions,
): Promise<AgentTools> {
  const { maxTokens = DEFAULT_MAX_TOKENS, signal, connectors, entities, effects = [] } = options
  const capabilities = [...EXECUTE, ...effects]
  const chosen = {
    ...(connectors && { connectors: [...connectors] }),
    ...(entities && { entities: [...entities] }),
    effects: capabilities,
  }
  const body = { ...chosen, workspace_name: workspace, max_tokens: maxTokens }
  const { api, now, tokens } = session
  const ask = () => tokens.use(signal, (token) => api('listTools', { body, token, signal }))
  const { mode, tokens: cost, tools, workspace_id } = await repeatSafely(ask, { signal, now })
  const run = runner(session, {
    // By its id: were it deleted meanwhile, its name would make another one, of nobody's accounts.
    agent: session.scopedTokens({ workspace_id }, capabilities),
    body: {
      ...chosen,
      workspace_id,
      max_result_tokens: options.maxResultTokens ?? DEFAULT_MAX_RESULT_TOKENS,
    },
    runId: options.runId ?? session.newId(),
  })
  return { mode, tokens: cost, tools: tools.map((tool) => agentTool(tool, run)) }
}

interface Running {
  /** Of the agent. */
  readonly agent: TokenSource
  /** What goes along with every call. */
  readonly body: object
  readonly runId: string
}

type Run = (tool: ShownTool, input: unknown, options: ToolRunOptions) => ReturnType<AgentTool['run']>

function runner({ api, now, newId }: EngineSession, { agent, body: always, runId }: Running): Run {
  return async (tool, input, { signal, callId }) => {
    const body = { ...always, act: tool.act, input }
    // Without an id of the framework's the key is good for what is sent again here.
    const idempotencyKey =
      callId === undefined ? newId() : await callKey(runId, { callId, tool: tool.name, input })
    const writes = tool.effect === 'read' ? undefined : tool.name
    const call = { body, signal, idempotencyKey, writes }
    const ask = () => agent.use(signal, (token) => api('callTool', { ...call, token }))
    try {
      const { text, data } = await repeatSafely(ask, { signal, now })
      return { kind: 'result', text, data }
    } catch (error) {
      return correctionOf(error)
    }
  }
}

function agentTool(shown: ShownTool, run: Run): AgentTool {
  const { name, title, description, strict, effect, input_schema: inputSchema } = shown
  return {
    name,
    title,
    description,
    inputSchema,
    strict,
    effect,
    run: (input, options = {}) => run(shown, input, options),
  }
}
