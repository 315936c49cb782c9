import type { CallOperation, Capability } from '@sallyport/contract'

/** What a client set in the address that it connects to. */
export interface McpSettings {
  /** What the direct tools may cost together; 0: none are wanted. */
  readonly maxTokens: number
  /** What the result of one call may cost. */
  readonly maxResultTokens: number
}

/** Whoever asks, known by a token, and what they may do. */
export interface McpSession {
  /** The same for all requests of one client with one token and one address, and of nobody else. */
  readonly key: string
  readonly call: CallOperation
  /** Whether it is about one workspace. */
  readonly ofWorkspace: boolean
  readonly capabilities: readonly Capability[]
  readonly settings: McpSettings
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

export interface McpMessage {
  readonly url: string
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Parsed. */
  readonly body: unknown
  readonly signal: AbortSignal
}

/** Port: the protocol behind the route. */
export type ServeMcp = (
  session: McpSession,
  message: McpMessage,
) => Promise<{
  readonly status: number
  readonly type: string | undefined
  /** Absent where there is nothing to say. */
  readonly body: string | undefined
}>
