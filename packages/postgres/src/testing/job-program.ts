import { PostgresJobs } from '../jobs/postgres-jobs.ts'
import { OrganizationTransactions } from '../organization-transactions.ts'
import { organizationScope } from './scopes.ts'

/** An engine that takes a job and never comes to its end: says so, and waits to be killed. */
const { connection, scopeKey, heartbeatMs } = JSON.parse(process.argv[2] ?? '')
const key = Buffer.from(scopeKey, 'hex')
const jobs = new PostgresJobs({
  connection,
  transactions: new OrganizationTransactions({ connection, scopeKey: key }),
  scopeKey: key,
  scopeOf: organizationScope,
  onFailure: (error) => process.stdout.write(`failed ${error}\n`),
  heartbeatMs,
})
await jobs.start({
  refresh_credential: async (_, { subjectId }) => {
    process.stdout.write(`begun ${subjectId}\n`)
    await new Promise(() => {})
  },
})
