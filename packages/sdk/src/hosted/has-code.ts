import { SallyportError } from '@sallyport/errors'

/** Whether something is an error of ours with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): error is SallyportError {
  return SallyportError.isInstance(error) && codes.includes(error.code)
}
