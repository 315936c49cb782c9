import assert from 'node:assert/strict'
import { SallyportError } from '@sallyport/errors'

/** The error that a function throws, which has to be one of ours. */
export function failureOf(act: () => unknown): SallyportError {
  try {
    act()
  } catch (error) {
    return asFailure(error)
  }
  return assert.fail('nothing was thrown')
}

/** The error that a promise rejects with, which has to be one of ours. */
export async function rejectionOf(promise: Promise<unknown>): Promise<SallyportError> {
  try {
    await promise
  } catch (error) {
    return asFailure(error)
  }
  return assert.fail('it was not rejected')
}

function asFailure(error: unknown): SallyportError {
  if (SallyportError.isInstance(error)) return error
  throw error
}
