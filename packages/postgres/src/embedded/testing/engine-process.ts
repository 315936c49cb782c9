import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import { startEmbedded } from '../start-embedded.ts'

export interface EngineProcess {
  readonly pid: number
  /** `started`, `adopted`, or the message of the error. */
  readonly outcome: string
}

/** Another process, in a process group of its own, that starts a server in the folder and then waits. */
export function startEngineProcess(t: TestContext, directory: string): ChildProcess {
  const child = fork(import.meta.filename, [directory], { detached: true, execArgv: [] })
  t.after(() => child.kill('SIGKILL'))
  return child
}

/** The same, after its start succeeded or failed. */
export async function engineProcess(
  t: TestContext,
  directory: string,
): Promise<ChildProcess & EngineProcess> {
  const child = startEngineProcess(t, directory)
  const [outcome] = (await once(child, 'message')) as [string]
  return Object.assign(child, { outcome, pid: child.pid ?? 0 })
}

/** Ends the process and what is in its group, as a terminal does it, and waits until it is gone. */
export async function killed(child: ChildProcess, signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
  const exit = once(child, 'exit')
  process.kill(-(child.pid ?? 0), signal)
  await exit
}

if (process.argv[1] === import.meta.filename) {
  const outcome = await startEmbedded({ directory: process.argv[2] ?? '' }).then(
    ({ adopted }) => (adopted ? 'adopted' : 'started'),
    (error: Error) => error.message,
  )
  process.send?.(outcome)
}
