// Installs the frameworks that are too heavy for every installation, in a folder of their own, and runs what is there:
// the types and the tests. Exits with 1 if any fails.
//
//   npm run test:frameworks
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { install } from './install.mjs'
import { node, tsc } from './programs.ts'
import { root } from './repository.ts'
import { runStep, type Step } from './step.ts'

const folder = join(root, 'frameworks')
const tests = readdirSync(folder)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => join('frameworks', name))

const steps: readonly Step[] = [
  { name: 'types', command: [...tsc, '--project', 'frameworks', '--noEmit'] },
  ...tests.map((path): Step => ({ name: path, command: [...node, '--test', path], output: 'live' })),
]

await install(folder)
for (const step of steps) {
  const { passed, output, milliseconds } = await runStep(step)
  console.log(`${passed ? 'passed' : 'FAILED'} ${step.name} (${(milliseconds / 1000).toFixed(1)} s)`)
  if (passed) continue
  console.log(output)
  process.exitCode = 1
}
