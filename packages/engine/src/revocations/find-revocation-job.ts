import { SallyportError } from '@sallyport/errors'
import type { Principal } from '../execute/principal.ts'
import type { Revocation, RevocationJob, RevocationStore } from './revocation-store.ts'

export interface JobReport {
  readonly job: RevocationJob
  readonly revocations: readonly Revocation[]
}

/**
 * What became of a request to end access, a receipt for each token. A scoped token sees the jobs of its workspace.
 *
 * @throws SallyportError `job_not_found`
 */
export async function findRevocationJob(
  revocations: RevocationStore,
  principal: Principal,
  id: string,
): Promise<JobReport> {
  const found = await revocations.findJob(principal.scope, id)
  if (found !== undefined && isOpenTo(principal, found.job)) return found
  throw new SallyportError('job_not_found', 'There is no such job.')
}

function isOpenTo(principal: Principal, { workspaceId, kind }: RevocationJob): boolean {
  if (principal.workspaceId === undefined) return true
  return kind === 'connector' && workspaceId === principal.workspaceId
}
