import type { ResolvedCall } from './resolve/resolved-call.ts'

/** Existing clients give up after 30 s; an answer, also a failure, is to reach them before. */
export const DEFAULT_DEADLINE_MS = 24_000

/** Milliseconds for all of a call: the caller's, or fewer where the operation says that waiting longer is no use. */
export function deadlineOf({ operation }: ResolvedCall, deadlineMs = DEFAULT_DEADLINE_MS): number {
  const { timeoutSeconds } = operation
  return timeoutSeconds === undefined ? deadlineMs : Math.min(deadlineMs, timeoutSeconds * 1000)
}
