import { SallyportError } from '@sallyport/errors'
import { harmless } from '../outcome.ts'

/** A failure before an upload is over: third parties throw away what is not, so it changed nothing. */
export function nothingHappened(error: unknown): unknown {
  if (!SallyportError.isInstance(error) || error.code === 'outcome_unknown') return error
  return error.sideEffect === 'none' ? error : harmless(error)
}
