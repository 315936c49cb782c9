export { describeJobs, type JobsUnderTest } from './jobs-conformance.ts'
export { MemoryJobs } from './memory-jobs.ts'
export { type SealedStores, type SealedStoresOptions, sealedStores } from './sealed-stores.ts'
