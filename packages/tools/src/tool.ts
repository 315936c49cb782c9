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
      readonly connector: string
      readonly entity: string
      readonly action: string
    }
  | { readonly kind: 'search' | 'describe' | 'execute' | 'query' }

/** One thing that a model may do, as it is shown to it. */
export interface Tool {
  /** At most 64 characters of `[A-Za-z0-9_-]`. */
  readonly name: string
  readonly title: string
  readonly description: string
  readonly inputSchema: ToolSchema
  /** Whether `inputSchema` can be held to word by word; the params of `execute` are whatever the operation takes. */
  readonly strict: boolean
  /** What it does at the third party at most. */
  readonly effect: Effect
  readonly act: ToolAct
}

/** Tools for one agent, chosen by what they cost it. */
export interface Toolset {
  /** `direct`: a tool for each operation. `discovery`: search, describe and execute. */
  readonly mode: 'direct' | 'discovery'
  readonly tools: readonly Tool[]
  /** What names, descriptions and schemas cost together. */
  readonly tokens: number
}
