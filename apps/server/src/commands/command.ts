/** One thing that the program can do, and the word for it. */
export interface Command {
  readonly name: string
  readonly about: string
  /** What it takes: shown for `--help`, and where it was given something else. */
  readonly usage: string
  /** Takes what follows its name. Gives the exit code, or nothing while it goes on. */
  readonly run: (args: readonly string[]) => Promise<number | undefined>
}
