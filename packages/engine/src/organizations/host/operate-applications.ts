import { SallyportError } from '@sallyport/errors'
import { parseName } from '../../name.ts'
import type { Application } from '../../ports.ts'
import { type OrganizationScope, scopeOfOrganization } from '../../scope.ts'
import { isSecretLive } from '../application-reach.ts'
import { formatClientId, parseClientId } from '../client-id.ts'
import { createClientSecret, hashClientSecret } from '../client-secret.ts'
import { tooManyApplications } from '../create-application.ts'
import { MAX_APPLICATIONS, newApplication, type WithClientSecret } from '../new-application.ts'
import { findOrganization } from './operate-organizations.ts'
import { type OrganizationWork, operatorEvent } from './organization-work.ts'

/** Keeps a secret that is shown once, before what it opens is final. */
export type KeepSecret = (made: {
  readonly organizationId: string
  readonly clientId: string
  readonly clientSecret: string
}) => Promise<void>

/** @throws SallyportError `invalid_request` where there is no such organization, or it has too many */
export async function addApplication(
  work: OrganizationWork,
  { organizationId, name }: { readonly organizationId: string; readonly name: string },
  keep: KeepSecret,
): Promise<WithClientSecret> {
  await findOrganization(work, organizationId)
  const made = newApplication(work, { organizationId, name: parseName('--name', name), madeBy: null })
  const stored = await work.host.addApplication(scopeOfOrganization(organizationId), made.application, {
    max: MAX_APPLICATIONS,
    event: operatorEvent(work, 'application.created', made.application.id),
    beforeCommit: () => keep({ ...made, organizationId }),
  })
  if (stored === 'full') throw tooManyApplications()
  return made
}

export interface SecretRotation {
  readonly clientId: string
  readonly organizationId: string
  readonly clientSecret: string
  /** Until when the secret before logs in; null: it ended. */
  readonly previousUntil: Date | null
}

/**
 * Gives an application another secret, beside which the one before logs in for a while.
 *
 * @param keepMs For how long; 0 ends every older one at once, and the tokens that came by it.
 * @throws SallyportError `invalid_request` where there is no such application in use, or two secrets log in already
 */
export async function rotateSecret(
  work: OrganizationWork,
  { clientId, keepMs }: { readonly clientId: string; readonly keepMs: number },
  keep: KeepSecret,
): Promise<SecretRotation> {
  const { scope, application } = await findInUse(work, clientId)
  const { id, secretVersion: version, organizationId } = application
  if (keepMs > 0 && isSecretLive(application, version - 1, work.now())) throw rotationUnderWay(application)
  const clientSecret = createClientSecret(work.randomBytes)
  const previousUntil = keepMs > 0 ? new Date(work.now() + keepMs) : null
  const rotated = await work.host.rotateSecret(
    scope,
    { id, version, secretHash: hashClientSecret(clientSecret), previousUntil },
    {
      event: operatorEvent(work, 'application.secret_rotated', id),
      beforeCommit: () => keep({ organizationId, clientId, clientSecret }),
    },
  )
  if (!rotated) throw changedMeanwhile()
  return { clientId, organizationId, clientSecret, previousUntil }
}

/** Ends every secret but the newest, and the tokens that came by them; false where there was no other. */
export async function endOlderSecret(work: OrganizationWork, clientId: string): Promise<boolean> {
  const { scope, application } = await findInUse(work, clientId)
  const event = operatorEvent(work, 'application.secret_ended', application.id)
  return work.host.endOlderSecret(scope, application.id, { event })
}

/** Revokes an application, and those that it asked for. Gives the client ids of all that were in use. */
export async function revokeApplication(
  work: OrganizationWork,
  clientId: string,
): Promise<readonly string[]> {
  const { scope, application } = await findApplication(work, clientId)
  const { organizationId } = application
  const revoked = await work.host.revoke(scope, application.id, {
    at: new Date(work.now()),
    eventFor: (id) => operatorEvent(work, 'application.revoked', id),
  })
  return revoked.map((applicationId) => formatClientId({ organizationId, applicationId }))
}

interface Found {
  readonly scope: OrganizationScope
  readonly application: Application
}

/** @throws SallyportError `invalid_request` for a client id that is none, or of nobody */
export async function findApplication({ host }: OrganizationWork, clientId: string): Promise<Found> {
  const name = parseClientId(clientId)
  const scope = name && scopeOfOrganization(name.organizationId)
  const application = name && scope && (await host.application(scope, name.applicationId))
  if (scope !== undefined && application !== undefined) return { scope, application }
  throw new SallyportError('invalid_request', 'There is no application of that client id.', {
    fix: 'List them: sallyport applications list.',
  })
}

/** @throws SallyportError `invalid_request`, also for one that was revoked */
export async function findInUse(work: OrganizationWork, clientId: string): Promise<Found> {
  const found = await findApplication(work, clientId)
  if (found.application.revokedAt === null) return found
  throw new SallyportError('invalid_request', 'The application has been revoked.', {
    fix: 'Make another: sallyport applications create --organization <id> --name <name>.',
  })
}

function rotationUnderWay({ previousUntil }: Application): SallyportError {
  const until = previousUntil?.toISOString()
  return new SallyportError('invalid_request', `Two secrets log in already, the older one until ${until}.`, {
    fix: 'End the older one first, with applications revoke <client id> --secret-older; or say --end-old, which ends both.',
  })
}

function changedMeanwhile(): SallyportError {
  return new SallyportError('invalid_request', 'Somebody else changed the application at the same time.', {
    fix: 'Look at it with sallyport applications list, and try again.',
  })
}
