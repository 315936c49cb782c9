// npm run test:fuzz [requests per route] [seed] [word of an operation]
import { startConnecting } from '../connecting.ts'
import type { Covered } from './covered.ts'
import { createFuzzer } from './fuzz.ts'
import { createMcpFuzzer } from './mcp-fuzz.ts'
import { coverageTable } from './report.ts'

const [requests = '300', seed = String(Date.now() % 1_000_000), word = ''] = process.argv.slice(2)
const house = await startConnecting()
console.log(`seed ${seed}`)
const options = { seed: Number(seed), requestsPerRoute: Number(requests) }
const { routes, fuzz } = await createFuzzer(house, options)
const door = await createMcpFuzzer(house, options)
const covered: Covered[] = []
const note = (one: Covered) => {
  covered.push(one)
  for (const problem of one.problems) console.log(`${one.id}: ${problem}`)
}
for (const route of routes.filter(({ id }) => id.includes(word))) note(await fuzz(route))
for (const way of door.ways.filter((one) => one.includes(word))) note(await door.fuzz(way))
console.log(coverageTable(covered))
await house.close()
process.exitCode = covered.some(({ problems }) => problems.length > 0) ? 1 : 0
