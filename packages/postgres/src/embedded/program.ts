import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Account } from './unprivileged.ts'

const execute = promisify(execFile)

export interface ProgramOptions {
  readonly account: Account | undefined
  readonly signal?: AbortSignal
}

/** Nothing of our own environment: PGDATA, PGOPTIONS or a foreign LD_LIBRARY_PATH must not reach PostgreSQL. */
export const PROGRAM_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC' } as const

/** Runs a program to its end and returns what it printed; throws with what it printed as error. */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: ProgramOptions,
): Promise<string> {
  const { account, signal } = options
  const { stdout } = await execute(file, args, {
    ...account,
    // Our own working directory may be closed to the account.
    cwd: '/',
    env: PROGRAM_ENVIRONMENT,
    maxBuffer: 1024 * 1024,
    timeout: 60_000,
    ...(signal && { signal }),
  })
  return stdout
}

/** What a failed program said, or else why it did not run. */
export function programFailure(error: unknown): string {
  if (
    error instanceof Error &&
    'stderr' in error &&
    typeof error.stderr === 'string' &&
    error.stderr.trim() !== ''
  ) {
    return error.stderr.trim().slice(-2000)
  }
  return error instanceof Error ? error.message : String(error)
}
