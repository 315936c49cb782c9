// Every check and test of the repository; exits with 1 if any fails.
//
//   npm test              everything
//   npm test -- vault     only the test files whose path contains a word
import { availableParallelism } from 'node:os'
import { biome, node, tsc } from './programs.ts'
import { examples, testFiles } from './repository.ts'
import { type Outcome, runStep, type Step, stopSteps } from './step.ts'

const words = process.argv.slice(2)
for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    stopSteps(signal)
    process.exit(1)
  })
}

const checks: readonly Step[] = [
  { name: 'lint', command: [...biome, 'check', '--error-on-warnings', '--max-diagnostics=none'] },
  { name: 'types', command: [...tsc, '--project', '.', '--noEmit'] },
  { name: 'imports', command: [...node, 'scripts/check-imports.ts'] },
  { name: 'links', command: [...node, 'scripts/check-links.ts'] },
  { name: 'snippets', command: [...node, 'scripts/check-snippets.ts'] },
  { name: 'connector pages', command: [...node, 'scripts/connector-pages.ts'] },
  { name: 'openapi', command: [...node, 'scripts/openapi.ts'] },
  { name: 'names', command: [...node, 'scripts/check-names.ts'] },
]

const tests: Step = {
  name: 'tests',
  command: [
    ...node,
    '--test',
    '--test-reporter=spec',
    '--test-timeout=60000',
    `--test-concurrency=${availableParallelism()}`,
    ...testFiles(words),
  ],
  output: 'live',
  // A test file that leaves something open never ends by itself; the runner names it when it is stopped.
  timeout: 40 * 60_000,
}

const programs = examples().map((path): Step => ({ name: path, command: [...node, path] }))

process.exitCode = summarise(words.length === 0 ? await runAll() : await runSome())

async function runAll(): Promise<Outcome[]> {
  const outcomes = await Promise.all(checks.map(announced))
  for (const step of [...programs, tests]) outcomes.push(await announced(step))
  return outcomes
}

async function runSome(): Promise<Outcome[]> {
  if (testFiles(words).length > 0) return [await announced(tests)]
  const output = `No path of a test file contains ${words.map((word) => `"${word}"`).join(' or ')}.`
  console.log(output)
  return [{ name: 'tests', passed: false, output, milliseconds: 0 }]
}

async function announced(step: Step): Promise<Outcome> {
  if (step.output === 'live') console.log(`\n${step.name}:`)
  const outcome = await runStep(step)
  const seconds = (outcome.milliseconds / 1000).toFixed(1)
  console.log(`${outcome.passed ? 'passed' : 'FAILED'} ${step.name} (${seconds} s)`)
  if (!outcome.passed) console.log(outcome.output)
  return outcome
}

function summarise(outcomes: readonly Outcome[]): number {
  const failed = outcomes.filter(({ passed }) => !passed).map(({ name }) => name)
  const seconds = Math.round(performance.now() / 1000)
  console.log(
    failed.length === 0
      ? `\nAll ${outcomes.length} steps passed in ${seconds} s.`
      : `\n${failed.length} of ${outcomes.length} steps FAILED in ${seconds} s: ${failed.join(', ')}`,
  )
  return failed.length === 0 ? 0 : 1
}
