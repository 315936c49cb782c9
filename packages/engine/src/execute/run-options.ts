import type { AttemptOptions, RateGovernor, RunOptions, StreamSender } from '@sallyport/runtime'
import type { BoundConnector } from './find-connector.ts'
import type { Principal } from './principal.ts'

/** What every call to a third party needs of the engine. */
export interface CallingOptions extends Pick<AttemptOptions, 'random' | 'wait'> {
  readonly sender: StreamSender
  readonly governor: RateGovernor
  /** Milliseconds for the third party to answer. */
  readonly deadlineMs: number
  readonly now: () => number
}

/** Whose calls they are: a tenant's, with one of its credentials. */
export interface CallOwner {
  readonly organizationId: string
  readonly workspaceId: string
  readonly credentialId: string
}

/** How one connector's calls are run for a principal: apart from other tenants, and in turn with its neighbours. */
export function runOptions(
  options: CallingOptions,
  principal: Principal,
  { row, scope: { organizationId, workspaceId } }: BoundConnector,
): Omit<RunOptions, 'callId'> & { readonly sender: StreamSender } {
  return runOptionsOf(options, principal, { organizationId, workspaceId, credentialId: row.id })
}

/** The same for a connector that is not stored. */
export function runOptionsOf(
  { sender, governor, deadlineMs, now, random, wait }: CallingOptions,
  { applicationId }: Pick<Principal, 'applicationId'>,
  { organizationId, workspaceId, credentialId }: CallOwner,
): Omit<RunOptions, 'callId'> & { readonly sender: StreamSender } {
  return {
    sender,
    now,
    random,
    wait,
    deadlineMs,
    scope: `${organizationId} ${workspaceId}`,
    // Programs of one workspace do not starve each other.
    governor: governor.for({
      organization: organizationId,
      credential: credentialId,
      caller: `${workspaceId} ${applicationId}`,
      deadline: now() + deadlineMs,
    }),
  }
}
