import type { Effect } from '@sallyport/definition'

/** JSON Schema of an object, of the words that the strict modes of model vendors take. */
export interface ToolSchema {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, object>>
  readonly required: readonly string[]
  readonly additionalProperties: false
}

/** What calling a tool does: one operation of one connector, or one of the verbs by which operations are found and run. */
export type ToolAct =
  | {
      readonly kind: 'operation'
      /** Id of the connector, as its `ToolSubject` has it. */
      readonly connector: string
      readonly entity: string
      readonly action: string
    }
  | { readonly kind: 'search' | 'describe' | 'execute' | 'query' }

/** One thing that a model may do, as it is shown to it. */
export interface Tool {
  /** At most 64 characters of `[A-Za-z0-9_-]`. */
  readonly name: string
  /** For people. */
  readonly title: string
  /** At most 1,024 characters, which is what some vendors take. */
  readonly description: string
  readonly inputSchema: ToolSchema
  /** Whether `inputSchema` can be held to word by word; the params of `execute` are whatever the operation takes. */
  readonly strict: boolean
  /** What it does at the third party at most. */
  readonly effect: Effect
  /** Whether doing it twice with the same input is doing it once; without it nobody knows. */
  readonly idempotent?: boolean
  readonly act: ToolAct
}

/** Tools for one agent, chosen by what they cost it. */
export interface Toolset {
  /** `direct`: a tool for each operation. `discovery`: search, describe and execute. */
  readonly mode: 'direct' | 'discovery'
  readonly tools: readonly Tool[]
  /** What names, descriptions and schemas cost together, in tokens of o200k. */
  readonly tokens: number
  /** Operations that can be run by these tools. */
  readonly operations: number
}
