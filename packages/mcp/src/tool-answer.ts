import type { CallToolResult } from '@modelcontextprotocol/server'
import { SallyportError } from '@sallyport/errors'
import { forModel, type ModelFailure } from '@sallyport/tools'

/** What the engine itself says. */
export function answer(data: unknown): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(data) }] }
}

/** A failure that a model reads: what it is, who can mend it, and how. */
export function failure(error: unknown): CallToolResult {
  return { content: [{ type: 'text', text: failureOf(error).text }], isError: true }
}

export function failureOf(error: unknown): ModelFailure {
  return forModel(
    SallyportError.isInstance(error)
      ? error
      : new SallyportError('internal', 'The engine failed on this call.'),
  )
}
