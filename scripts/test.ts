// Every check and test of the repository; exits with 1 if any fails.
//
//   npm test              everything
//   npm test -- vault     only the test files whose path contains a word
import { availableParallelism } from 'node:os'
import { makeMemoryFolder } from './memory-folder.ts'
import { biome, node, tsc } from './programs.ts'
import { examples, testFiles } from './repository.ts'
import { type Outcome, runStep, type Step, stopSteps } from './step.ts'
import { planTests, testsApart } from './test-plan.ts'

const words = process.argv.slice(2)
const memory = makeMemoryFolder()
// Also of what is stopped: memory that nobody lets go of is not there for anything else.
process.on('exit', () => memory?.remove())
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

/** Many files wait more than they compute: for the clock, for a database, for programs that they start. */
const PROCESSES = availableParallelism() + 1

const programs = examples().map((path): Step => ({ name: path, command: [...node, path] }))

process.exitCode = summarise(words.length === 0 ? await runAll() : await runSome())

async function runAll(): Promise<Outcome[]> {
  const outcomes = await Promise.all(checks.map(announced))
  const { together, apart } = planTests(testFiles(), PROCESSES)
  const lanes = [[apart], [...together, ...programs]]
  return [...outcomes, ...(await Promise.all(lanes.map(oneAfterTheOther))).flat()]
}

async function oneAfterTheOther(steps: readonly Step[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const step of steps) outcomes.push(await announced(step))
  return outcomes
}

async function runSome(): Promise<Outcome[]> {
  const files = testFiles(words)
  if (files.length > 0) return [await announced(testsApart(files, PROCESSES))]
  const output = `No path of a test file contains ${words.map((word) => `"${word}"`).join(' or ')}.`
  console.log(output)
  return [{ name: 'tests', passed: false, output, milliseconds: 0 }]
}

async function announced(step: Step): Promise<Outcome> {
  if (step.output === 'live') console.log(`\n${step.name}:`)
  const outcome = await runStep({ ...step, ...(memory && { environment: { TMPDIR: memory.path } }) })
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
