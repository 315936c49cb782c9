import { ORGANIZATION_HEADER } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'

/** The same for an organization of others and for one that is not there. */
export function organizationNotOpen(): SallyportError {
  return new SallyportError('forbidden', 'The organization that the call names is not open to this token.', {
    fix: 'List those that are at GET /api/v1/internal/account/organizations.',
  })
}

/** Existing clients look for the words "specify target organization". */
export function organizationRequired(
  reachable: readonly { readonly id: string; readonly name: string }[],
): SallyportError {
  const message = `The application reaches ${reachable.length} organizations: specify target organization in the header ${ORGANIZATION_HEADER}.`
  const field = ORGANIZATION_HEADER
  return new SallyportError('organization_required', message, {
    problems: [
      { field, code: 'missing', message },
      ...reachable.map(({ id, name }) => ({
        field,
        code: 'candidate',
        message: `${name}: ${id}`,
        details: { id, name },
      })),
    ],
    fix: `Send ${field}, or get a token with it: then it is the one that calls are about.`,
  })
}

export function applicationRevoked(): SallyportError {
  const message =
    'The application of this token has been revoked, or the secret or grant that the token came by has ended.'
  return new SallyportError('unauthenticated', message, {
    fix: 'Use the client id and secret of an application that is in use.',
  })
}
