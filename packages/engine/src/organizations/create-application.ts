import { SallyportError } from '@sallyport/errors'
import { actorOf, type Principal } from '../execute/principal.ts'
import type { Storage } from '../ports.ts'
import {
  type ApplicationMaking,
  MAX_APPLICATIONS,
  newApplication,
  type WithClientSecret,
} from './new-application.ts'
import { applicationRevoked } from './organization-refusals.ts'

export interface CreateApplicationOptions extends ApplicationMaking {
  readonly storage: Pick<Storage, 'applications'>
}

/**
 * Makes an application for a program that logs in and needs a secret back: always another one, since no stored secret
 * can be shown. It reaches the organization that it is of, and no other.
 *
 * @throws SallyportError `forbidden` for an organization that the caller was granted: what it made there would outlive
 *   the grant; `invalid_request` where the organization has as many as it may have
 */
export async function createApplication(
  options: CreateApplicationOptions,
  principal: Principal<'application'>,
  { requestId }: { readonly requestId: string },
): Promise<WithClientSecret> {
  const { scope, homeId, applicationId } = principal
  if (scope.organizationId !== homeId) throw notItsOwn()
  const at = new Date(options.now())
  const made = newApplication(options, {
    organizationId: homeId,
    name: `login of ${at.toISOString().slice(0, 16).replace('T', ' ')}`,
    madeBy: applicationId,
  })
  const stored = await options.storage.applications.insert(scope, made.application, {
    max: MAX_APPLICATIONS,
    event: {
      id: options.newId(),
      type: 'application.created',
      actor: actorOf(principal),
      subjectId: made.application.id,
      requestId,
      at,
    },
  })
  if (stored === 'full') throw tooManyApplications()
  if (stored === 'revoked') throw applicationRevoked()
  return made
}

export function tooManyApplications(): SallyportError {
  const message = `An organization has at most ${MAX_APPLICATIONS} applications in use.`
  return new SallyportError('invalid_request', message, {
    act: 'operator',
    fix: 'Revoke those that nobody needs, on the host: sallyport applications list, then revoke <client id>.',
  })
}

function notItsOwn(): SallyportError {
  return new SallyportError('forbidden', 'An application makes others in its own organization only.', {
    fix: 'Let an operator make one on the host: sallyport applications create --organization <id> --name <name>.',
  })
}
