import { canonicalJson } from './canonical-json.ts'

export interface KeyedCall {
  /** The framework's id of the call. */
  readonly callId: string
  readonly tool: string
  readonly input: unknown
}

/**
 * The Idempotency-Key of a call: the same for what a framework sends again under one id, and another for everything else.
 * Ids that frameworks count up are the same in each run, so the name of the run is in it.
 */
export async function callKey(runId: string, { callId, tool, input }: KeyedCall): Promise<string> {
  const text = new TextEncoder().encode(canonicalJson([runId, callId, tool, input ?? null]))
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', text))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
