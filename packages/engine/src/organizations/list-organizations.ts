import type { ScopedCache } from '../cache/scoped-cache.ts'
import type { Principal } from '../execute/principal.ts'
import type { Application, Storage } from '../ports.ts'
import { scopeOfOrganization } from '../scope.ts'
import { reachOf } from './application-reach.ts'
import type { Organization } from './organization-store.ts'

export interface OrganizationsOptions {
  readonly applications: ScopedCache<Application>
  readonly organizations: Storage['organizations']
}

/** The organizations that the caller's application reaches, its own first; each is read in its own scope. */
export async function listOrganizations(
  options: OrganizationsOptions,
  { homeId, applicationId }: Principal<'application'>,
): Promise<readonly Organization[]> {
  const application = await options.applications.get(scopeOfOrganization(homeId), applicationId)
  return application === undefined ? [] : organizationsOf(options, application)
}

/** What is known of the organizations that an application reaches. */
export async function organizationsOf(
  { organizations }: Pick<OrganizationsOptions, 'organizations'>,
  application: Application,
): Promise<readonly Organization[]> {
  const found: Organization[] = []
  // One after the other: whoever reaches a hundred does not take all connections for it.
  for (const id of reachOf(application)) {
    const organization = await organizations.find(scopeOfOrganization(id))
    if (organization !== undefined) found.push(organization)
  }
  return found
}

/** The organization that the caller's application is of. */
export async function homeOf(
  { organizations }: OrganizationsOptions,
  { homeId }: Principal<'application'>,
): Promise<Organization | undefined> {
  return organizations.find(scopeOfOrganization(homeId))
}
