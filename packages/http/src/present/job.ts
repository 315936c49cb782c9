import type { Answer, Operations } from '@sallyport/contract'
import type { JobReport } from '@sallyport/engine'

type JobBody = Answer<Operations['getJob']>
type Revocation = JobReport['revocations'][number]

/** The report of a job that ends access, a row for each token. */
export function jobBody({ job, revocations }: JobReport): JobBody {
  return {
    id: job.id,
    kind: job.kind,
    workspace_id: job.workspaceId,
    status: job.finishedAt === null ? 'running' : 'finished',
    connectors: job.total,
    purged: job.purged === null ? null : { ...job.purged },
    requested_at: job.requestedAt.toISOString(),
    finished_at: job.finishedAt?.toISOString() ?? null,
    receipts: revocations.flatMap(receiptsOf),
  }
}

function receiptsOf(revocation: Revocation): JobBody['receipts'] {
  const { connectorId, name, workspaceId, attempts, finishedAt, receipts } = revocation
  const row = {
    connector_id: connectorId,
    name,
    workspace_id: workspaceId,
    attempts,
    finished_at: finishedAt?.toISOString() ?? null,
  }
  if (receipts.length === 0)
    return [{ ...row, token: 'credential', spare: false, status: 'pending', cause: null }]
  return receipts.map(({ token, spare = false, status, cause }) => {
    return { ...row, token, spare, status, cause: cause ?? null }
  })
}
