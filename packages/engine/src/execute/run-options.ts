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

/** How one connector's calls are run for a principal: apart from other tenants, and in turn with its neighbours. */
export function runOptions(
  { sender, governor, deadlineMs, now, random, wait }: CallingOptions,
  { applicationId }: Principal,
  { row, scope: { organizationId, workspaceId } }: BoundConnector,
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
      credential: row.id,
      caller: `${workspaceId} ${applicationId}`,
      deadline: now() + deadlineMs,
    }),
  }
}
