import type { CallToolResult } from '@modelcontextprotocol/server'
import { SallyportError } from '@sallyport/errors'

/** What the engine itself says. */
export function answer(data: unknown): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(data) }] }
}

/** A failure that a model reads: what it is, who can mend it, and how. */
export function failure(error: unknown): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify({ error: failureOf(error) }) }], isError: true }
}

export function failureOf(error: unknown): object {
  if (!SallyportError.isInstance(error))
    return { code: 'internal', message: 'The engine failed.', act: 'operator' }
  const { code, message, act, fix, sideEffect, retryAt } = error
  const problems = error.problems.map((one) => ({ ...one }))
  return {
    code,
    message,
    act,
    ...(fix !== undefined && { fix }),
    ...(problems.length > 0 && { problems }),
    ...(sideEffect !== 'none' && { side_effect: sideEffect }),
    ...(retryAt !== undefined && { retry_at: retryAt.toISOString() }),
  }
}
