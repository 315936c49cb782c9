/** One thing wrong with the repository, said so that the reader knows where the code belongs. */
export interface Problem {
  readonly path: string
  readonly line?: number
  readonly what: string
  readonly why: string
  readonly instead: string
}

/** Prints the problems of one check, those with the same reason together, and sets the exit code. */
export function report(check: string, problems: readonly Problem[]): void {
  const byReason = Map.groupBy(problems, ({ why, instead }) => `  why: ${why}\n  instead: ${instead}\n`)
  for (const [reason, same] of byReason) {
    for (const { path, line, what } of same)
      console.log(`${line === undefined ? path : `${path}:${line}`}: ${what}`)
    console.log(reason)
  }
  console.log(problems.length === 0 ? `${check}: no problems` : `${check}: ${problems.length} problems`)
  if (problems.length > 0) process.exitCode = 1
}
