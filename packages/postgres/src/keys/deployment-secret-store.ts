import type { DeploymentSecrets, KeyStorage } from '@sallyport/engine'
import type { Client } from 'pg'
import { findDeployment } from '../deployment.ts'
import type { OrganizationTransactions } from '../organization-transactions.ts'
import { insertAuditEvent } from '../stores/audit-event.ts'

type DeploymentSecretStore = Pick<
  KeyStorage,
  'countOrganizations' | 'organizations' | 'deployment' | 'replaceDeployment'
>

/** Runs work on a connection of the owner of the tables. */
export type AsOwner = <T>(work: (owner: Client) => Promise<T>) => Promise<T>

const PAGE = 1_000

const REPLACE = {
  name: 'replace deployment secrets',
  text: `UPDATE sallyport_deployment.deployment SET root_key_id = $1, probe = $2, engine_password = $3
    WHERE root_key_id = $4 AND probe = $5 AND engine_password = $6 RETURNING id`,
}

/** What belongs to no organization: the deployment's own secrets, and which organizations there are. */
export function deploymentSecretStore(
  asOwner: AsOwner,
  transactions: OrganizationTransactions,
): DeploymentSecretStore {
  return {
    countOrganizations: () =>
      asOwner(async (owner) => {
        const { rows } = await owner.query<{ count: number }>(
          'SELECT count(*)::float8 AS count FROM sallyport_deployment.organization_ids',
        )
        return rows[0]?.count ?? 0
      }),
    organizations: (after) =>
      asOwner(async (owner) => {
        const { rows } = await owner.query<{ id: string }>(
          `SELECT organization_id AS id FROM sallyport_deployment.organization_ids
            WHERE $1::uuid IS NULL OR organization_id > $1 ORDER BY organization_id LIMIT ${PAGE}`,
          [after ?? null],
        )
        return rows.map(({ id }) => id)
      }),
    deployment: () => asOwner(read),
    // The record is of the first organization, so the change goes through a transaction of that.
    replaceDeployment: (before, after, event) =>
      transactions.run(scopeOf(before), async (query) => {
        const rows = await query(REPLACE, [...valuesOf(after), ...valuesOf(before)])
        if (rows.length > 0) await insertAuditEvent(query, null, event)
        return rows.length > 0
      }),
  }
}

async function read(owner: Client): Promise<DeploymentSecrets> {
  const row = await findDeployment(owner)
  if (row === undefined) throw new TypeError('a prepared database has a deployment')
  const { organizationId, rootKeyId, probe, sealedEnginePassword } = row
  return { organizationId, rootKeyId, sealed: { probe, 'engine password': sealedEnginePassword } }
}

function valuesOf({ rootKeyId, sealed }: DeploymentSecrets): unknown[] {
  return [rootKeyId, sealed.probe, sealed['engine password']]
}

function scopeOf({ organizationId }: DeploymentSecrets) {
  return { organizationId } as Parameters<OrganizationTransactions['run']>[0]
}
