import { ToolCorrection } from './run-tool.ts'

/**
 * A failure on its way from where it happened to where it ends the run, through a framework that would show it to the
 * model. Written as JSON it is its text.
 */
export class EndOfRun {
  readonly failed = true
  readonly text: string
  readonly #error: unknown

  constructor(error: unknown) {
    this.text = error instanceof Error ? error.message : String(error)
    this.#error = error
  }

  get error(): unknown {
    return this.#error
  }
}

/**
 * For frameworks whose tools may only return what is to end the run.
 *
 * @throws ToolCorrection as it came: that the model is to see.
 */
export function endOfRun(error: unknown): EndOfRun {
  if (error instanceof ToolCorrection) throw error
  return new EndOfRun(error)
}
