import { SallyportError } from '@sallyport/errors'
import { scopeOfOrganization } from '../scope.ts'
import { type KeyWork, keyEvent } from './key-work.ts'

export interface Shredded {
  readonly organizationId: string
  /** Keys that were destroyed; 0 when the organization had been shredded before. */
  readonly keys: number
}

/**
 * Destroys every key of an organization: nothing that it sealed opens again on any replica, and its connectors answer
 * `vault_unavailable`, saying why. Backups from before hold the keys, wrapped by the root key, until they expire.
 *
 * @throws SallyportError `invalid_request` when there is no such organization.
 */
export async function shredOrganization(work: KeyWork, organizationId: string): Promise<Shredded> {
  const scope = scopeOfOrganization(organizationId)
  if ((await work.storage.keys(scope)).length === 0) {
    throw new SallyportError('invalid_request', `There is no organization ${organizationId}.`)
  }
  const event = keyEvent(work, 'organization.shredded', organizationId)
  const keys = await work.storage.shredKeys(scope, event)
  work.vault.forget(organizationId)
  return { organizationId, keys }
}
