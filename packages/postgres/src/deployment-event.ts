import type { AuditEvent } from '@sallyport/engine'
import type { Client } from 'pg'
import { findDeployment } from './deployment.ts'
import { proofOfScope } from './scope-proof.ts'

/** What an operator does to the deployment as a whole, on its host. */
export interface DeploymentEvent {
  readonly id: string
  readonly type: Extract<AuditEvent['type'], `deployment.${string}`>
  readonly at: Date
}

/** Records it with the organization that the first start made, within a transaction of the owner. */
export async function insertDeploymentEvent(owner: Client, { id, type, at }: DeploymentEvent): Promise<void> {
  const deployment = await findDeployment(owner)
  if (deployment === undefined) throw new TypeError('a prepared database holds a deployment')
  // The owner is bound by row-level security too.
  const proof = proofOfScope(deployment.scopeKey, deployment.organizationId)
  await owner.query("SELECT set_config('sallyport.scope', $1, true)", [proof])
  const actor = JSON.stringify({ kind: 'operator', applicationId: null })
  await owner.query(
    `INSERT INTO sallyport.audit_events (organization_id, id, workspace_id, type, actor, subject_id, request_id, at)
     VALUES ($1, $2, NULL, $3, $4, $5, $6, $7)`,
    [deployment.organizationId, id, type, actor, deployment.id, id, at],
  )
}
