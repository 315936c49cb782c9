import type { Application, AuditEvent } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

/** An application as it is stored for the first time. */
export type NewApplication = Pick<
  Application,
  'id' | 'organizationId' | 'name' | 'secretHash' | 'createdAt' | 'madeBy'
>

export interface ApplicationStore {
  find(scope: OrganizationScope, id: string): Promise<Application | undefined>
  /** `full` where as many are in use as there may be; `revoked` where the one that asked is in use no more. */
  insert(
    scope: OrganizationScope,
    application: NewApplication,
    options: { readonly max: number; readonly event: AuditEvent },
  ): Promise<'stored' | 'full' | 'revoked'>
}
