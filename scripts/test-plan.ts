import { node } from './programs.ts'
import type { Step } from './step.ts'

/**
 * Folders whose test files share one process: pure code, whose modules take longer to load than their tests to run.
 * Files of the others run in a process each, since they start servers and programs, or end them.
 */
const TOGETHER = [
  'packages/contract/',
  'packages/definition/',
  'packages/emulator/',
  'packages/engine/',
  'packages/errors/',
  'packages/runtime/',
  'packages/tools/',
  'packages/vault/',
]

const MINUTE = 60_000
const PATIENCE = ['--test-reporter=spec', '--test-timeout=60000']

export interface TestPlan {
  /** One process after the other. */
  readonly together: readonly Step[]
  /** Files in a process each, some at the same time. */
  readonly apart: Step
}

/** How all test files are run. */
export function planTests(files: readonly string[], processes: number): TestPlan {
  const together = TOGETHER.flatMap((folder): Step[] => {
    const inside = files.filter((file) => file.startsWith(folder))
    if (inside.length === 0) return []
    const command = [...node, '--test', '--test-isolation=none', ...PATIENCE, ...inside]
    return [{ name: `tests of ${folder.slice(0, -1)}`, command, timeout: 10 * MINUTE }]
  })
  const others = files.filter((file) => !TOGETHER.some((folder) => file.startsWith(folder)))
  return { together, apart: testsApart(others, processes) }
}

/** Test files in a process each. */
export function testsApart(files: readonly string[], processes: number): Step {
  return {
    name: 'tests',
    command: [...node, '--test', ...PATIENCE, `--test-concurrency=${processes}`, ...files],
    output: 'live',
    // A test file that leaves something open never ends by itself; the runner names it when it is stopped.
    timeout: 40 * MINUTE,
  }
}
