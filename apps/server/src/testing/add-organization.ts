import type { NewOrganization } from '@sallyport/engine'
import { queryAs, readTables } from '@sallyport/postgres'
import { systemEdge } from '../edge.ts'
import { makeOrganization } from '../make-organization.ts'
import { openRootKeys } from '../root-keys.ts'
import type { EngineUnderTest } from './engine-under-test.ts'

type Deployment = Pick<EngineUnderTest, 'engine' | 'config'>

/** A second organization in the same deployment, as the administrator of its database would put it there. */
export async function addOrganization(ours: Deployment, name: string): Promise<NewOrganization> {
  const rows = await readTables(ours.engine.database)
  const deployment = rows.find(({ table }) => table === 'sallyport_deployment.deployment')
  const deploymentId = deployment?.columns.id ?? ''
  const rootKeys = await openRootKeys(ours.config)
  const organization = await makeOrganization(systemEdge, { name, deploymentId, rootKeys })
  await insert(ours, organization)
  return organization
}

async function insert(
  ours: Deployment,
  { id, name, key, signingKey, application }: NewOrganization,
): Promise<void> {
  const into = (table: string, row: object) => {
    const places = Object.keys(row).map((_, at) => `$${at + 2}`)
    const text = `INSERT INTO sallyport.${table} (organization_id, ${Object.keys(row)}) VALUES ($1, ${places})`
    return queryAs(ours.engine.database, text, [id, ...Object.values(row)])
  }
  await into('organizations', { name })
  await into('organization_keys', { id: key.id, root_key_id: key.rootKeyId, wrapped: key.wrapped })
  const { publicKey: public_key, sealed } = signingKey
  await into('signing_keys', { id: signingKey.id, public_key, sealed })
  const { secretHash: secret_hash, createdAt: created_at } = application
  await into('applications', { id: application.id, name: application.name, secret_hash, created_at })
}
