// npm run test:fuzz [requests per route] [seed] [word of an operation]
import { startConnecting } from '../connecting.ts'
import { createFuzzer } from './fuzz.ts'
import { coverageTable } from './report.ts'

const [requests = '300', seed = String(Date.now() % 1_000_000), word = ''] = process.argv.slice(2)
const house = await startConnecting()
console.log(`seed ${seed}`)
const { routes, fuzz } = await createFuzzer(house, { seed: Number(seed), requestsPerRoute: Number(requests) })
const covered = []
for (const route of routes.filter(({ id }) => id.includes(word))) {
  covered.push(await fuzz(route))
  const { id, problems } = covered.at(-1) ?? { id: '', problems: [] }
  for (const problem of problems) console.log(`${id}: ${problem}`)
}
console.log(coverageTable(covered))
await house.close()
process.exitCode = covered.some(({ problems }) => problems.length > 0) ? 1 : 0
