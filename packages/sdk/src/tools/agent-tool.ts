import type { Effect } from '@sallyport/definition'

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
