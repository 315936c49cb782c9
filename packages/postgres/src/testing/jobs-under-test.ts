import type { TestContext } from 'node:test'
import { PostgresJobs, type PostgresJobsOptions } from '../jobs/postgres-jobs.ts'
import type { OrganizationTransactions } from '../organization-transactions.ts'
import { organizationScope } from './scopes.ts'
import type { TestDatabase } from './test-database.ts'

export interface JobsFixture {
  readonly jobs: PostgresJobs
  readonly transactions: OrganizationTransactions
  readonly failures: unknown[]
}

/** A queue of a database, as an engine would have it. It is stopped when the test is over. */
export function openJobs(
  t: TestContext,
  database: TestDatabase,
  options: Partial<PostgresJobsOptions> = {},
): JobsFixture {
  const transactions = database.transactions()
  const failures: unknown[] = []
  const jobs = new PostgresJobs({
    connection: database.engine,
    transactions,
    scopeKey: database.prepared.deployment.scopeKey,
    scopeOf: organizationScope,
    onFailure: (error) => failures.push(error),
    ...options,
  })
  t.after(async () => {
    await jobs.stop()
    await transactions.close()
  })
  return { jobs, transactions, failures }
}
