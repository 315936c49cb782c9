// Installs the frameworks and runtimes that are too heavy for every installation, in a folder of their own, and runs what is there:
// the types, the tests and the examples. Exits with 1 if any fails.
//
//   npm run test:frameworks
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { install } from './install.mjs'
import { node, tsc } from './programs.ts'
import { root } from './repository.ts'
import { runStep, type Step } from './step.ts'

const folder = join(root, 'frameworks')
const ending = (suffix: string, path = '') =>
  readdirSync(join(folder, path))
    .filter((name) => name.endsWith(suffix))
    .sort()
    .map((name) => join('frameworks', path, name))

const steps: readonly Step[] = [
  { name: 'types', command: [...tsc, '--project', 'frameworks', '--noEmit'] },
  ...ending('.test.ts').map(
    (path): Step => ({ name: path, command: [...node, '--test', path], output: 'live' }),
  ),
  ...ending('.ts', 'examples').map((path): Step => ({ name: path, command: [...node, path] })),
]

await install(folder)
// Mastra reports what it is used for.
process.env.MASTRA_TELEMETRY_DISABLED = '1'
for (const step of steps) {
  const { passed, output, milliseconds } = await runStep(step)
  console.log(`${passed ? 'passed' : 'FAILED'} ${step.name} (${(milliseconds / 1000).toFixed(1)} s)`)
  if (passed) continue
  console.log(output)
  process.exitCode = 1
}
