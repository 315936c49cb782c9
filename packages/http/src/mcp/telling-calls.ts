import type { CallOperation } from '@sallyport/contract'
import type { SallyportError } from '@sallyport/errors'
import { toSallyportError } from '../to-sallyport-error.ts'

type AnyCall = (...given: Parameters<CallOperation>) => Promise<unknown>

/**
 * The same calls, whose failures are all of our own kind. A tool makes an answer of them, so that nobody else would hear of
 * those that are the engine's.
 */
export function tellingCalls(call: CallOperation, tell: (failure: SallyportError) => void): CallOperation {
  const telling: AnyCall = async (id, parts, options) => {
    try {
      return await (call as AnyCall)(id, parts, options)
    } catch (error) {
      options?.signal?.throwIfAborted()
      const failure = toSallyportError(error instanceof Error ? error : new TypeError('no error was thrown'))
      if (failure.family === 'engine') tell(failure)
      throw failure
    }
  }
  return telling as CallOperation
}
