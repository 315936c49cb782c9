import { SallyportError } from '@sallyport/errors'
import { scopeOfOrganization } from '../../scope.ts'
import type { NewOrganization } from '../create-organization.ts'
import type { Organization } from '../organization-store.ts'
import { type OrganizationWork, operatorEvent } from './organization-work.ts'

/** Stores a new organization with its keys and its first application. */
export async function addOrganization(
  work: OrganizationWork,
  organization: NewOrganization,
  beforeCommit: () => Promise<void>,
): Promise<void> {
  const event = operatorEvent(work, 'organization.created', organization.id)
  await work.host.addOrganization(organization, { event, beforeCommit })
}

/** Every organization, in the order of their ids; those made meanwhile come or do not come. */
export async function* everyOrganization({ host }: OrganizationWork): AsyncGenerator<Organization> {
  let page = await host.organizations(undefined)
  while (page.length > 0) {
    for (const id of page) {
      const organization = await host.organization(scopeOfOrganization(id))
      if (organization !== undefined) yield organization
    }
    page = await host.organizations(page.at(-1))
  }
}

/** @throws SallyportError `invalid_request` where there is none of that id */
export async function findOrganization({ host }: OrganizationWork, id: string): Promise<Organization> {
  const organization = await host.organization(scopeOfOrganization(id))
  if (organization !== undefined) return organization
  throw new SallyportError('invalid_request', `There is no organization ${id}.`, {
    fix: 'List them: sallyport organizations list.',
  })
}
