import type { RedirectContent } from './connect-session.ts'
import { withMembers } from './redirect-url.ts'

/** What is told to the application that sent its user, in the query of its address. */
export type Outcome =
  | { readonly connectorId: string }
  | { readonly secretId: string }
  | { readonly error: string; readonly cause?: string }

/** Words for people who develop. Nothing in them comes from the third party but a word that names its error. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  access_denied: 'The user did not consent.',
  expired_session: 'The time to connect (10 minutes) was over.',
  account_mismatch: 'The user connected another account than the one that is connected; nothing was changed.',
  invalid_scope: 'The third party does not know the scopes, or does not give them to the application.',
  unauthorized_client: 'The third party does not let the application ask for consent.',
  server_error: 'The third party failed.',
  temporarily_unavailable: 'The third party cannot answer now.',
  creation_failed: 'The account could not be connected.',
}

/** The address of the application, with what came of it. */
export function redirectWith(
  { redirectUrl }: Pick<RedirectContent, 'redirectUrl'>,
  outcome: Outcome,
): string {
  if ('connectorId' in outcome) return withMembers(redirectUrl, { connector_id: outcome.connectorId })
  if ('secretId' in outcome) {
    return withMembers(redirectUrl, { server_side_oauth_secret_id: outcome.secretId })
  }
  const { error, cause } = outcome
  const description = DESCRIPTIONS[error] ?? ''
  const told = cause === undefined ? description : `${description} (${cause})`
  return withMembers(redirectUrl, { error, error_description: told })
}

/** RFC 6749 4.1.2.1: what a third party may say in place of a code. Other words are not passed on. */
export function errorOfCallback(error: string): { readonly error: string; readonly cause?: string } {
  const known = [
    'access_denied',
    'invalid_scope',
    'unauthorized_client',
    'server_error',
    'temporarily_unavailable',
  ]
  if (known.includes(error)) return { error }
  return { error: 'creation_failed', cause: /^[a-z_]{1,60}$/.test(error) ? error : 'unnamed_error' }
}
