import { SallyportError } from '@sallyport/errors'

/** JSON-RPC 2.0, 5.1. */
const INTERNAL_ERROR = -32603

/** A failure as the protocol has it, where it is not the answer of a tool. */
export interface ProtocolFailure {
  readonly code: number
  readonly message: string
}

/**
 * What a client is told of a request that failed. Of what nobody foresaw it learns nothing, since the words of such an error
 * may be anything; we do.
 */
export function protocolFailure(error: unknown, onFailure: (error: Error) => void): ProtocolFailure {
  if (SallyportError.isInstance(error)) {
    const message = [error.message, error.fix].filter((text) => text !== undefined).join(' ')
    return { code: INTERNAL_ERROR, message }
  }
  onFailure(new SallyportError('internal', 'The engine failed on this request.', { cause: error }))
  return { code: INTERNAL_ERROR, message: 'Internal error' }
}
