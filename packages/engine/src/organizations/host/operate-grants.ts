import { SallyportError } from '@sallyport/errors'
import { scopeOfOrganization } from '../../scope.ts'
import { findApplication, findInUse } from './operate-applications.ts'
import { findOrganization } from './operate-organizations.ts'
import { type OrganizationWork, operatorEvent } from './organization-work.ts'

/** Further organizations that one application may act in. */
export const MAX_GRANTS = 100

export interface GrantRequest {
  readonly clientId: string
  readonly organizationId: string
}

/**
 * Lets an application act in one more organization; false where it may already. Both organizations have it in their
 * records, the one that is entered first.
 *
 * @throws SallyportError `invalid_request`
 */
export async function grantOrganization(
  work: OrganizationWork,
  { clientId, organizationId }: GrantRequest,
): Promise<boolean> {
  const { scope, application } = await findInUse(work, clientId)
  await findOrganization(work, organizationId)
  if (organizationId === scope.organizationId) throw refused('It is the own organization of the application.')
  if (application.granted.includes(organizationId)) return false
  if (application.granted.length >= MAX_GRANTS)
    throw refused(`An application reaches at most ${MAX_GRANTS} further organizations.`)
  const event = () => operatorEvent(work, 'application.granted', application.id)
  await work.host.record(scopeOfOrganization(organizationId), event())
  return work.host.grant(scope, { applicationId: application.id, organizationId }, { event: event() })
}

/** Takes it back; false where it was not granted. Tokens for workspaces of that organization end with it. */
export async function ungrantOrganization(
  work: OrganizationWork,
  { clientId, organizationId }: GrantRequest,
): Promise<boolean> {
  const { scope, application } = await findApplication(work, clientId)
  const event = () => operatorEvent(work, 'application.ungranted', application.id)
  const grant = { applicationId: application.id, organizationId }
  if (!(await work.host.ungrant(scope, grant, { event: event() }))) return false
  await work.host.record(scopeOfOrganization(organizationId), event())
  return true
}

function refused(message: string): SallyportError {
  return new SallyportError('invalid_request', message)
}
