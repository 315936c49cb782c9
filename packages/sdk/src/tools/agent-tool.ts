import type { Effect } from '@sallyport/definition'

/** What an agent's tools may be, and cost. */
export interface ToolsOptions {
  /**
   * Tokens that names, descriptions and schemas may cost together: a tool for each operation where they fit, and
   * otherwise tools to find, describe and run operations. From 200 to 1,000,000; default: 8,000.
   */
  readonly maxTokens?: number
  /** Tokens that a result may cost; of a larger one comes a summary with a handle, to be asked further. From 200; default: 2,000. */
  readonly maxResultTokens?: number
  /** Names of the entities that are wanted, such as `issues`. Default: all. */
  readonly entities?: readonly string[]
  /** What the agent may do beside reading and ordinary writing. Default: none of it. */
  readonly effects?: readonly Exclude<Effect, 'read' | 'write'>[]
  /**
   * Names the run of the agent, for as long as the calls in it are to happen once. Give it where a run goes on in another
   * process. Default: another one for each set of tools.
   */
  readonly runId?: string
  readonly signal?: AbortSignal
}

/** The same of all connectors of a workspace. */
export interface WorkspaceToolsOptions extends ToolsOptions {
  /** Ids, names or types of the connectors that are wanted, such as `github`. Default: all. */
  readonly connectors?: readonly string[]
}

export interface ToolRunOptions {
  readonly signal?: AbortSignal
  /** The framework's id of this call: a write that is sent again under the same id happens once. */
  readonly callId?: string
}

/**
 * What a model gets to read. `correct`: the call failed by what the model gave, and it may try again. Every other
 * failure is thrown as a SallyportError, and ends the run.
 */
export type ToolOutcome =
  | { readonly kind: 'result'; readonly text: string; readonly data: unknown }
  | { readonly kind: 'correct'; readonly text: string; readonly code: string }

/** A tool that runs: what the adapters of the frameworks are made from. */
export interface AgentTool {
  /** At most 64 characters of `[A-Za-z0-9_-]`. */
  readonly name: string
  readonly title: string
  readonly description: string
  /** JSON Schema of an object. */
  readonly inputSchema: Readonly<Record<string, unknown>>
  /** Whether the schema has the form that strict modes of model vendors take. */
  readonly strict: boolean
  readonly effect: Effect
  /** @throws SallyportError for what no model can mend. */
  run(input: unknown, options?: ToolRunOptions): Promise<ToolOutcome>
}

/** Tools for one agent, chosen by what they cost it. */
export interface AgentTools {
  readonly mode: 'direct' | 'discovery'
  readonly tools: readonly AgentTool[]
  /** What names, descriptions and schemas cost together. */
  readonly tokens: number
}
