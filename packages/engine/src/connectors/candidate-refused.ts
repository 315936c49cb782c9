import { SallyportError } from '@sallyport/errors'

/** What a third party says against a credential, as an answer to whoever gave it. */
export function candidateRefused(title: string, error: SallyportError): SallyportError {
  return new SallyportError('credential_refused', `${title} refuses the credential. ${error.message}`, {
    fix: FIXES[error.code] ?? 'Give a credential that is valid at the third party.',
    problems: [{ field: 'credentials', code: error.code, message: error.message }],
    cause: error,
    ...(error.upstream && { upstream: error.upstream }),
  })
}

const WITHOUT_TRYING = 'or connect it without being tried, with "validate": false'
const FIXES: Readonly<Record<string, string>> = {
  upstream_forbidden: `Give the credential the permission, use another kind of credential or account, ${WITHOUT_TRYING}.`,
  upstream_not_found: `Check the settings that say where the account is, ${WITHOUT_TRYING}.`,
  upstream_invalid: `Check the settings and the kind of credential, ${WITHOUT_TRYING}.`,
}
