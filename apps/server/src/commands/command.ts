/** One thing that the program can do, and the word for it. */
export interface Command {
  readonly name: string
  readonly about: string
  /** Gives the exit code, or nothing while it goes on. */
  readonly run: () => Promise<number | undefined>
}
