/** One thing that the program can do, and the word for it. */
export interface Command {
  readonly name: string
  readonly about: string
  /** Takes what follows its name. Gives the exit code, or nothing while it goes on. */
  readonly run: (args: readonly string[]) => Promise<number | undefined>
}
