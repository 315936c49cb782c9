import { SallyportError } from '@sallyport/errors'
import type { CredentialRecord } from './credential-store.ts'
import type { AttemptContext } from './present.ts'
import { applicationRefused, resting } from './refresh-failures.ts'
import type { RefreshSubject } from './refresh-subject.ts'

/**
 * What those are told who come while a credential rests. The record says until when and not why: where its application
 * was refused, that is what an operator has to hear of, whoever asks.
 */
export async function whyResting(
  { breaker }: Pick<AttemptContext, 'breaker'>,
  { renewal }: Pick<RefreshSubject, 'renewal'>,
  { credential, retryAt }: Pick<CredentialRecord, 'credential'> & { readonly retryAt: Date },
): Promise<SallyportError> {
  try {
    const { application } = await renewal.prepare(credential)
    const open = application === undefined ? undefined : await breaker.read(application)
    return open === undefined ? resting(retryAt) : applicationRefused(open.cause, later(retryAt, open.until))
  } catch (error) {
    // Why cannot be found out now: when is known.
    if (!SallyportError.isInstance(error) || error.code !== 'application_refused') return resting(retryAt)
    return error
  }
}

function later(time: Date, other: number): Date {
  return new Date(Math.max(time.getTime(), other))
}
