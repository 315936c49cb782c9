import { SallyportError } from '@sallyport/errors'

/**
 * Does what a credential is kept by, or refused. Where that fails and its refresh token was used up for the trial, the
 * error says so: what came in its place is lost, and the same request cannot succeed again.
 */
export async function keepingSpent<T>(
  { spent }: { readonly spent: boolean },
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!spent) throw error
    throw SallyportError.isInstance(error) ? saying(error) : saying(internal(error))
  }
}

function saying(error: SallyportError): SallyportError {
  const { code, act, problems, upstream, retryAt } = error
  const message = `${error.message} The refresh token that was given was used up for the trial, and what came in its place was not stored.`
  return new SallyportError(code, message, {
    ...{ act, problems, retryable: false, sideEffect: 'done', cause: error },
    fix: `${error.fix === undefined ? '' : `${error.fix} `}Give a new refresh token with the next try.`,
    ...(upstream && { upstream }),
    ...(retryAt && { retryAt }),
  })
}

function internal(cause: unknown): SallyportError {
  return new SallyportError('internal', 'The credential could not be stored.', { cause })
}
