import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Round } from './closed-loop.ts'
import type { Task } from './contestant-child.ts'
import type { Crowd } from './crowd.ts'

type Done<T extends Task> = T['do'] extends 'loop' ? Round : Crowd

/** A contestant in a process of its own. */
export interface Running {
  run<T extends Task>(task: T): Promise<Done<T>>
  stop(): void
}

/** @param args Name of the contestant, port of the third party, and `unlimited` for a definition without limits. */
export function startContestant(...args: readonly string[]): Running {
  const program = fileURLToPath(new URL('contestant-child.ts', import.meta.url))
  const child = fork(program, args, { execArgv: ['--disable-warning=ExperimentalWarning'] })
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        const ended = (code: number | null) => reject(new Error(`a contestant ended with ${code}`))
        child.once('exit', ended)
        child.once('message', (result) => {
          child.off('exit', ended)
          resolve(result as Done<typeof task>)
        })
        child.send(task)
      }),
    stop: () => child.disconnect(),
  }
}
