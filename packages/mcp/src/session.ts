import type { CallOperation, Capability } from '@sallyport/contract'

/** Whoever is at the other end, and what they may do: what the tools of an engine are carried out with. */
export interface Session {
  /** The same for all requests of one client with one token and one address, and of nobody else. */
  readonly key: string
  /** Carries out operations of the contract as whoever calls. */
  readonly call: CallOperation
  /** Whether its token is one workspace's. A token of the whole organization has to say which one is meant. */
  readonly ofWorkspace: boolean
  readonly capabilities: readonly Capability[]
  readonly settings: SessionSettings
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** What a client sets in the address that it connects to. */
export interface SessionSettings {
  /** What the direct tools may cost together; 0: none are wanted. */
  readonly maxTokens: number
  /** What the result of one call may cost. */
  readonly maxResultTokens: number
}
