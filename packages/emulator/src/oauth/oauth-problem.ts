import type { Violation } from '../receive/checked-request.ts'

/** An error as RFC 6749, section 5.2, puts it. */
export interface OAuthProblem {
  readonly status: number
  readonly error: string
  readonly description: string
}

export function oauthProblem(error: string, description: string, status = 400): OAuthProblem {
  return { status, error, description }
}

const FIELDS: Readonly<Record<string, string>> = {
  invalid_scope: 'scope',
  unsupported_grant_type: 'grant_type',
  unsupported_response_type: 'response_type',
  invalid_redirect_uri: 'redirect_uri',
}

/** What of an error is a departure from the protocol: a refused credential is none. */
export function violationsOf(
  { error, description }: Pick<OAuthProblem, 'error' | 'description'>,
  place: 'query' | 'body',
): readonly Violation[] {
  const field = FIELDS[error]
  if (field !== undefined) return [{ in: place, field, code: 'invalid', message: description || error }]
  if (error !== 'invalid_request') return []
  const missing = /^missing required parameter/.test(description)
    ? description.match(/(?<=')\w+(?=')/g)
    : null
  if (!missing) return [{ in: place, field: null, code: 'invalid', message: description || error }]
  return missing.map((field) => ({ in: place, field, code: 'missing', message: `${field} is missing` }))
}
