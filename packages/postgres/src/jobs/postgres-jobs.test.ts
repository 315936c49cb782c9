import { describeJobs } from '@sallyport/engine/testing'
import { queryAs } from '../query-as.ts'
import { newOrganization } from '../testing/first-deployment.ts'
import { openJobs } from '../testing/jobs-under-test.ts'
import { organizationScope } from '../testing/scopes.ts'
import { createTestDatabase } from '../testing/test-database.ts'
import { startTestServer } from '../testing/test-server.ts'

const server = await startTestServer()
const [ours, theirs] = [newOrganization('ours'), newOrganization('theirs')]
const database = await createTestDatabase(server, ours)
await database.add(theirs)

describeJobs('PostgreSQL', {
  async open(t, onFailure) {
    await queryAs(database.administrator, 'DELETE FROM sallyport_jobs._private_jobs')
    return openJobs(t, database, { onFailure }).jobs
  },
  scopes: [organizationScope(ours.id), organizationScope(theirs.id)],
})
