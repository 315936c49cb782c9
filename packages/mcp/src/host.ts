import type { CallToolResult, InputRequiredResult, Tool } from '@modelcontextprotocol/server'

/** One call of a tool as it came in. Nothing of its input is checked yet. */
export interface ToolCall {
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
  /** Whether the client can show its user a form, and call again with what was entered. */
  readonly asks: boolean
  /** What the user entered in the forms of the round before, by the names of the forms; as untrusted as the input. */
  readonly answers: Readonly<Record<string, unknown>>
  /** What the tool gave the client to send back with them. It comes from the client: whoever trusts it signs it. */
  readonly state?: string | undefined
  readonly signal: AbortSignal
}

/** What a tool gives, or what has to be asked first. */
export type ToolAnswer = CallToolResult | InputRequiredResult

/** Port: what a server of the protocol is made from. */
export interface McpHost {
  readonly server: { readonly name: string; readonly title: string; readonly version: string }
  /** How to work with the tools, for a model. */
  readonly instructions: string
  listTools(signal: AbortSignal): Promise<readonly Tool[]>
  /** Failures that a model should read are answers; what is thrown becomes an error of the protocol. */
  callTool(call: ToolCall): Promise<ToolAnswer>
}
