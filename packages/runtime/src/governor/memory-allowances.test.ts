import { describeAllowances } from '../testing/allowances-conformance.ts'
import { createMemoryAllowances } from './memory-allowances.ts'

let time = Date.UTC(2026, 0, 1)
const now = () => time
const allowances = createMemoryAllowances({ now })

describeAllowances('in memory', {
  allowances,
  another: allowances,
  organizations: ['ours', 'theirs'],
  now,
  pass: async (seconds) => {
    time += seconds * 1000
  },
})
