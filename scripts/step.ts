import { type ChildProcess, spawn } from 'node:child_process'
import { root } from './repository.ts'

export interface Step {
  readonly name: string
  readonly command: readonly string[]
  /** `live` shows the output as it comes; otherwise it is shown in one piece, and only after a failure. */
  readonly output?: 'live'
  /** Milliseconds after which the step is stopped and has failed. */
  readonly timeout?: number
  /** Beside what this process has. */
  readonly environment?: Readonly<Record<string, string>>
}

export interface Outcome {
  readonly name: string
  readonly passed: boolean
  /** What the program wrote, unless it was shown as it came. */
  readonly output: string
  readonly milliseconds: number
}

const MINUTE = 60_000
const running = new Set<ChildProcess>()

/** Runs a program in the root of the repository; it passes by exiting with 0. */
export function runStep({
  name,
  command,
  output,
  timeout = 2 * MINUTE,
  environment = {},
}: Step): Promise<Outcome> {
  const [program = '', ...options] = command
  const started = performance.now()
  const stdio = output === 'live' ? 'inherit' : ('pipe' as const)
  const env = { ...process.env, ...environment }
  const child = spawn(program, options, { cwd: root, env, stdio: ['ignore', stdio, stdio] })
  const deadline = setTimeout(() => child.kill(), timeout)
  running.add(child)

  const chunks: Buffer[] = []
  child.stdout?.on('data', (chunk) => chunks.push(chunk))
  child.stderr?.on('data', (chunk) => chunks.push(chunk))
  return new Promise((resolve) => {
    const finish = (passed: boolean, remark = '') => {
      clearTimeout(deadline)
      running.delete(child)
      const text = `${Buffer.concat(chunks).toString()}${remark}`
      resolve({ name, passed, output: text, milliseconds: performance.now() - started })
    }
    child.on('error', (error) => finish(false, `${error.message}\n`))
    child.on('close', (code, signal) => finish(code === 0, signal ? `stopped by ${signal}\n` : ''))
  })
}

/** Passes a signal on to the programs that still run. */
export function stopSteps(signal: NodeJS.Signals): void {
  for (const child of running) child.kill(signal)
}
