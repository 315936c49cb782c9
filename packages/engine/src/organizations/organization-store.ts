import type { OrganizationScope } from '../scope.ts'

export interface Organization {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
  /** The oldest workspace that is there; null while there is none. */
  readonly firstWorkspaceId: string | null
}

export interface OrganizationStore {
  find(scope: OrganizationScope): Promise<Organization | undefined>
}
