export { describeJobs, type JobsUnderTest } from './jobs-conformance.ts'
export { MemoryJobs } from './memory-jobs.ts'
