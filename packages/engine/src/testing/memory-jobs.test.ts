import { scopeOfOrganization } from '../scope.ts'
import { describeJobs } from './jobs-conformance.ts'
import { MemoryJobs } from './memory-jobs.ts'

describeJobs('in memory', {
  open: async (_, onFailure) => new MemoryJobs(onFailure),
  scopes: [scopeOfOrganization('ours'), scopeOfOrganization('theirs')],
})
