import type { Application, ApplicationEventType, AuditEvent } from '../../ports.ts'
import type { OrganizationScope } from '../../scope.ts'
import type { NewApplication } from '../application-store.ts'
import type { NewOrganization } from '../create-organization.ts'
import type { ApplicationMaking } from '../new-application.ts'
import type { Organization } from '../organization-store.ts'

/** What goes with a change into its transaction. */
export interface Recorded {
  readonly event: AuditEvent
  /** Keeps a secret that is shown once: where that fails, nothing has changed. */
  readonly beforeCommit?: () => Promise<void>
}

/**
 * Port: what an operator does to organizations and applications. It is for the host alone: the role that engines run as
 * has no right to most of it. Running engines are told of every change.
 */
export interface OrganizationHost {
  /** Ids in their order, those after one; 1,000 at most. */
  organizations(after: string | undefined): Promise<readonly string[]>
  organization(scope: OrganizationScope): Promise<Organization | undefined>
  addOrganization(organization: NewOrganization, recorded: Recorded): Promise<void>
  application(scope: OrganizationScope, id: string): Promise<Application | undefined>
  /** Oldest first, revoked ones too. */
  applications(scope: OrganizationScope): Promise<readonly Application[]>
  /** `full` where as many are in use as there may be; `revoked` where the one that asked is in use no more. */
  addApplication(
    scope: OrganizationScope,
    application: NewApplication,
    options: Recorded & { readonly max: number },
  ): Promise<'stored' | 'full' | 'revoked'>
  /** Puts a secret in the place of the one that is thought the newest; that one ends, at once where it gets no time. */
  rotateSecret(
    scope: OrganizationScope,
    change: {
      readonly id: string
      readonly version: number
      readonly secretHash: Uint8Array
      readonly previousUntil: Date | null
    },
    recorded: Recorded,
  ): Promise<boolean>
  /** False where the newest secret was the only one. */
  endOlderSecret(scope: OrganizationScope, id: string, recorded: Recorded): Promise<boolean>
  /** Revokes an application and all that it asked for, one after the other; gives the ids of those that were in use. */
  revoke(
    scope: OrganizationScope,
    id: string,
    change: { readonly at: Date; readonly eventFor: (id: string) => AuditEvent },
  ): Promise<readonly string[]>
  /** False where it had been granted before. */
  grant(scope: OrganizationScope, grant: Grant, recorded: Recorded): Promise<boolean>
  /** False where it was not granted. */
  ungrant(scope: OrganizationScope, grant: Grant, recorded: Recorded): Promise<boolean>
  /** Records in the organization that was granted what was done in the application's own. */
  record(scope: OrganizationScope, event: AuditEvent): Promise<void>
}

export interface Grant {
  readonly applicationId: string
  readonly organizationId: string
}

/** What everything that an operator does to organizations is given. */
export interface OrganizationWork extends ApplicationMaking {
  readonly host: OrganizationHost
  /** Names this run in the audit. */
  readonly requestId: string
}

export function operatorEvent(
  { newId, now, requestId }: OrganizationWork,
  type: ApplicationEventType,
  subjectId: string,
): AuditEvent {
  const actor = { kind: 'operator', applicationId: null } as const
  return { id: newId(), type, actor, subjectId, requestId, at: new Date(now()) }
}
