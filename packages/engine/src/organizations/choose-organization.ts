import type { Application } from '../ports.ts'
import type { TokenClaims } from '../tokens/claims.ts'
import { mayActIn } from './application-reach.ts'
import { organizationNotOpen } from './organization-refusals.ts'

/**
 * Which organization a call is about: the one that it names, else the one that its token is bound to, else the only one
 * there is; `undefined` where nothing says. Only what the application reaches is chosen, now and not when the token was
 * made.
 *
 * @param asked What the call names.
 * @throws SallyportError `forbidden`, the same for an organization of others and for one that is not there
 */
export function chooseOrganization(
  { kind, boundTo }: Pick<TokenClaims, 'kind' | 'boundTo'>,
  application: Application,
  asked: string | undefined,
): string | undefined {
  if (kind !== 'application') {
    if (asked !== undefined && asked !== boundTo) throw organizationNotOpen()
    return boundTo
  }
  const chosen = asked ?? boundTo ?? onlyOne(application)
  if (chosen !== undefined && !mayActIn(application, chosen)) throw organizationNotOpen()
  return chosen
}

function onlyOne({ organizationId, granted }: Application): string | undefined {
  return granted.length === 0 ? organizationId : undefined
}
