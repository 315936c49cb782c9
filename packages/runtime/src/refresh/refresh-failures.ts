import { SallyportError } from '@sallyport/errors'
import type { NoTokens } from '../oauth/token-answer.ts'

/** The errors that a refresh ends with. None of them has a secret or a body. */

export function reauthorizationRequired(): SallyportError {
  return new SallyportError('reauthorization_required', 'The third party has ended the access.', {
    fix: 'Let the user connect the account again.',
  })
}

export function instanceElsewhere(): SallyportError {
  const message = 'The third party moved the account to an address that the credential was not given for.'
  return new SallyportError('reauthorization_required', message, {
    fix: 'Let the user connect the account again, so that the credential is given for its new address.',
  })
}

export function credentialGone(): SallyportError {
  return new SallyportError('credential_invalid', 'The credential is not there any more.')
}

export function stopping(): SallyportError {
  return new SallyportError('shutting_down', 'No access token is renewed any more: the engine is stopping.')
}

export function refreshInProgress(retryAt: Date): SallyportError {
  const message = 'The access token is being renewed, and it takes longer than a call may.'
  return new SallyportError('refresh_in_progress', message, { retryAt })
}

export function resting(retryAt: Date): SallyportError {
  const message = 'The access token could not be renewed, and it is too early to try again.'
  return new SallyportError('upstream_unavailable', message, { retryAt })
}

/** @param cause A word, as `OpenBreaker` has it. */
export function applicationRefused(cause: string, retryAt: Date): SallyportError {
  if (cause === 'rate_limited') {
    const message = 'The token endpoint asks the OAuth application to slow down.'
    return new SallyportError('upstream_rate_limited', message, { retryAt })
  }
  const message = `The token endpoint does not accept the OAuth application: ${cause}.`
  return new SallyportError('application_refused', message, {
    retryAt,
    fix: 'Check its client id and secret, and that it still exists at the third party.',
  })
}

export function notRenewed({ kind, cause }: NoTokens, retryAt: Date): SallyportError {
  if (cause === 'destination_refused') {
    const message = 'The credential may not be brought to the token endpoint that the definition names.'
    return new SallyportError('destination_refused', message, {
      fix: 'Connect the account again, so that the credential is given for this endpoint.',
    })
  }
  const code = cause === 'upstream_timeout' ? 'upstream_timeout' : 'upstream_unavailable'
  return new SallyportError(code, `The access token could not be renewed. ${WHAT[kind]}: ${cause}.`, {
    retryAt,
  })
}

const WHAT: Readonly<Record<NoTokens['kind'], string>> = {
  refused: 'The token endpoint refused the grant',
  application: 'The token endpoint refused the application',
  not_sent: 'The token endpoint cannot be reached',
  unknown: 'Nobody knows what the token endpoint did',
  failed: 'The token endpoint refused the request',
}
