import type { AuditEvent } from '../ports.ts'
import type { OrganizationScope } from '../scope.ts'

/** What happens at the destination where a source changes without breaking anything. */
export type ChangesPreference = 'ignore' | 'disable' | 'propagate_columns' | 'propagate_fully'

/** Where, and when, what sources hold is to be copied. It is kept: this engine copies nothing yet. */
export interface ConnectionTemplate {
  readonly id: string
  readonly organizationId: string
  readonly dataHostingType: 'airbyte_hosted' | 'user_hosted'
  /** The destination; none where it is hosted for the organization. */
  readonly destinationName: string | null
  readonly destinationDefinitionId: string | null
  /** Names of the destination's settings. */
  readonly configKeys: readonly string[]
  /** Of what is sealed, counted from 1. */
  readonly version: number
  /** The destination's settings with their values, some of which are secret. */
  readonly sealed: Uint8Array | null
  /** Of Quartz. */
  readonly cronExpression: string | null
  readonly nonBreakingChangesPreference: ChangesPreference
  readonly syncOnCreate: boolean
  /** Names, in their order. */
  readonly tags: readonly string[]
  readonly createdAt: Date
  readonly updatedAt: Date
}

/** Port: connection templates. */
export interface ConnectionTemplateStore {
  list(scope: OrganizationScope): Promise<readonly ConnectionTemplate[]>
  find(scope: OrganizationScope, id: string): Promise<ConnectionTemplate | undefined>
  /** `full` where there are as many as there may be. */
  insert(
    scope: OrganizationScope,
    template: ConnectionTemplate,
    options: { readonly max: number; readonly event: AuditEvent },
  ): Promise<'stored' | 'full'>
  /** False where it is no longer as it was at `read`. */
  update(
    scope: OrganizationScope,
    template: ConnectionTemplate,
    change: { readonly read: Date; readonly event: AuditEvent },
  ): Promise<boolean>
  /** False where there is none. */
  delete(scope: OrganizationScope, id: string, event: AuditEvent): Promise<boolean>
}
