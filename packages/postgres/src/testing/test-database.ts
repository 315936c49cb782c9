import type { NewOrganization } from '@sallyport/engine'
import pg, { escapeIdentifier } from 'pg'
import { as, type Connection, clientConfig } from '../connection.ts'
import { insertOrganization } from '../deployment.ts'
import { OrganizationTransactions, type TransactionsOptions } from '../organization-transactions.ts'
import { type PreparedDatabase, prepareDatabase } from '../prepare-database.ts'
import { proofOfScope } from '../scope-proof.ts'
import { ENGINE_PASSWORD, firstDeployment, newOrganization, prepareOptions } from './first-deployment.ts'
import type { TestServer } from './test-server.ts'

/** A prepared database. */
export interface TestDatabase {
  readonly administrator: Connection
  /** Entered as the engine's role. */
  readonly engine: Connection
  readonly prepared: PreparedDatabase
  /** Id of the organization that the first start made. */
  readonly organizationId: string
  /** The setting that lets a transaction into an organization. */
  readonly proof: (organizationId: string) => string
  readonly transactions: (options?: Partial<TransactionsOptions>) => OrganizationTransactions
  /** Stores one more organization. */
  readonly add: (organization: NewOrganization) => Promise<void>
}

export async function createTestDatabase(
  server: TestServer,
  organization: NewOrganization = newOrganization('first'),
): Promise<TestDatabase> {
  const administrator = await server.createDatabase()
  const prepared = await prepareDatabase({
    ...prepareOptions(administrator),
    createFirst: async () => firstDeployment(organization),
  })
  const { scopeKey, organizationId } = prepared.deployment
  const engine = as(administrator, prepared.roles.engine, ENGINE_PASSWORD)
  return {
    administrator,
    engine,
    prepared,
    organizationId,
    proof: (id) => proofOfScope(scopeKey, id),
    transactions: (options) => new OrganizationTransactions({ connection: engine, scopeKey, ...options }),
    add: (another) => addOrganization(administrator, prepared, another),
  }
}

async function addOrganization(
  administrator: Connection,
  { roles, deployment }: PreparedDatabase,
  organization: NewOrganization,
): Promise<void> {
  const owner = new pg.Client(clientConfig(administrator, 'test'))
  await owner.connect()
  try {
    await owner.query(`BEGIN; SET ROLE ${escapeIdentifier(roles.owner)}`)
    await insertOrganization(owner, deployment.scopeKey, organization)
    await owner.query('COMMIT')
  } finally {
    await owner.end()
  }
}
