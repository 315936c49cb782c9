import type { Authorizer } from './authorize/authorizer.ts'
import { plan } from './plan.ts'
import type { ResolvedCall } from './resolve/resolved-call.ts'

/** The request that a call would make, with the credential hidden. */
export interface Preview {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** As it would be sent; `null` where there is none, or where a file goes along. */
  readonly body: string | null
}

/**
 * A dry run: what would be sent, and to whom. Nothing is.
 *
 * @throws SallyportError `invalid_params`, `invalid_cursor` and `destination_refused`, as the call itself would.
 */
export function preview(call: ResolvedCall, authorizer: Authorizer): Preview {
  const { method, url, headers, body } = authorizer.hide(plan(call))
  return { method, url: url.href, headers, body: typeof body === 'string' ? body : null }
}
