import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { startConnecting } from './testing/connecting.ts'
import type { Covered } from './testing/fuzz/covered.ts'
import { createFuzzer } from './testing/fuzz/fuzz.ts'
import { createMcpFuzzer } from './testing/fuzz/mcp-fuzz.ts'
import { coverageTable } from './testing/fuzz/report.ts'

/** Few of each and always the same: `npm run test:fuzz` asks 300 of each, and others each time. */
const OPTIONS = { seed: 20_261_123, requestsPerRoute: 40 }
/** A machine that has much else to do takes its time. */
const SLOWEST_MS = 300_000

const house = await startConnecting()
after(() => house.close())
const { routes, fuzz } = await createFuzzer(house, OPTIONS)

describe('whatever its own document lets one ask, the engine answers as the document states', () => {
  const covered: Covered[] = []
  for (const route of routes) {
    test(route.id, { timeout: SLOWEST_MS }, async () => {
      const result = await fuzz(route)
      covered.push(result)
      assert.deepEqual(result.problems, [])
    })
  }
  after(() => console.log(coverageTable(covered)))
})

const { ways, fuzz: fuzzMcp } = await createMcpFuzzer(house, OPTIONS)

describe('whatever is sent to the door of agents, each request has one answer within bounds', () => {
  const covered: Covered[] = []
  for (const way of ways) {
    test(way, { timeout: SLOWEST_MS }, async () => {
      const result = await fuzzMcp(way)
      covered.push(result)
      assert.deepEqual(result.problems, [])
    })
  }
  after(() => console.log(coverageTable(covered)))
})
