import assert from 'node:assert/strict'
import { SallyportError } from '@sallyport/errors'

/** The error that something is refused with. */
export async function refusal(attempt: Promise<unknown>): Promise<SallyportError> {
  const error = await attempt.then(
    () => assert.fail('it was not refused'),
    (reason: unknown) => reason,
  )
  assert.ok(SallyportError.isInstance(error), String(error))
  return error
}
