import type { NewOrganization } from '@sallyport/engine'
import type { Client } from 'pg'
import { proofOfScope } from './scope-proof.ts'

/** What the database says of the deployment. */
export interface DeploymentRow {
  readonly id: string
  readonly rootKeyId: string
  /** Opens with the root key of that id, and with no other. */
  readonly probe: Uint8Array
  readonly sealedEnginePassword: Uint8Array
  readonly scopeKey: Uint8Array
  readonly organizationId: string
}

/** What the first start brings: the deployment, and its first organization. */
export interface FirstDeployment extends Omit<DeploymentRow, 'organizationId'> {
  readonly organization: NewOrganization
}

export async function findDeployment(owner: Client): Promise<DeploymentRow | undefined> {
  const { rows } = await owner.query<DeploymentRow>(`
    SELECT id, root_key_id AS "rootKeyId", probe, engine_password AS "sealedEnginePassword",
      scope_key AS "scopeKey", organization_id AS "organizationId"
    FROM sallyport_deployment.deployment`)
  return rows[0]
}

/**
 * Stores the deployment and its first organization in one transaction.
 *
 * @param beforeCommit Runs when all is written and nothing is final: what it saves elsewhere is never
 *   missing beside a committed deployment.
 */
export async function insertDeployment(
  owner: Client,
  first: FirstDeployment,
  beforeCommit: () => Promise<void>,
): Promise<void> {
  const { organization, id, rootKeyId, probe, sealedEnginePassword, scopeKey } = first
  await owner.query('BEGIN')
  try {
    await owner.query(
      `INSERT INTO sallyport_deployment.deployment
         (id, root_key_id, probe, engine_password, scope_key, organization_id) VALUES ($1, $2, $3, $4, $5, $6)`,
      [id, rootKeyId, probe, sealedEnginePassword, scopeKey, organization.id],
    )
    await owner.query('INSERT INTO sallyport_deployment.recognition (deployment_id) VALUES ($1)', [id])
    await insertOrganization(owner, scopeKey, organization)
    await beforeCommit()
    await owner.query('COMMIT')
  } catch (error) {
    // A connection that is lost rolls back by itself; its error is not the one to tell.
    await owner.query('ROLLBACK').catch(() => {})
    throw error
  }
}

/** Stores an organization with its keys and its application, within a transaction of the owner. */
export async function insertOrganization(
  owner: Client,
  scopeKey: Uint8Array,
  { id, name, key, signingKey, application }: NewOrganization,
): Promise<void> {
  // The owner is bound by row-level security too.
  await owner.query("SELECT set_config('sallyport.scope', $1, true)", [proofOfScope(scopeKey, id)])
  await owner.query('INSERT INTO sallyport.organizations (organization_id, name) VALUES ($1, $2)', [id, name])
  await owner.query(
    'INSERT INTO sallyport.organization_keys (organization_id, id, root_key_id, wrapped) VALUES ($1, $2, $3, $4)',
    [id, key.id, key.rootKeyId, key.wrapped],
  )
  await owner.query(
    'INSERT INTO sallyport.signing_keys (organization_id, id, public_key, sealed) VALUES ($1, $2, $3, $4)',
    [id, signingKey.id, signingKey.publicKey, signingKey.sealed],
  )
  await owner.query(
    'INSERT INTO sallyport.applications (organization_id, id, name, secret_hash, created_at) VALUES ($1, $2, $3, $4, $5)',
    [id, application.id, application.name, application.secretHash, application.createdAt],
  )
}
