/** A tool that a model wants to be run. */
export interface ScriptedCall {
  readonly id: string
  readonly name: string
  readonly input: object
}

/** What a model does when it is asked: it answers, or calls tools, several at once if it likes. */
export type Turn = { readonly say: string } | { readonly calls: readonly ScriptedCall[] }

/** A tool as it reached the model. */
export interface OfferedTool {
  readonly name: string
  readonly description: string | undefined
  readonly schema: unknown
  /** Only where the framework hands it on. */
  readonly strict?: boolean
}

/** A result as it reached the model. `isError` is left out where the framework has no mark for errors. */
export interface HeardResult {
  /** Of the call that it is said to belong to. */
  readonly callId: string
  readonly text: string
  readonly isError?: boolean
}

/** What a model is asked with. */
export interface Question {
  readonly tools: readonly OfferedTool[]
  /** All results of the run so far. */
  readonly results: readonly HeardResult[]
}

/** What a model does, question by question; and the questions, to look at afterwards. */
export class Script {
  readonly questions: Question[] = []
  readonly #turns: readonly Turn[]

  constructor(turns: readonly Turn[]) {
    this.#turns = turns
  }

  next(question: Question): Turn {
    const turn = this.#turns[this.questions.length]
    this.questions.push(question)
    if (!turn) throw new Error('The model was asked once more than the script says.')
    return turn
  }

  /** The results that the model had read in the end. */
  get heard(): readonly HeardResult[] {
    return this.questions.at(-1)?.results ?? []
  }
}
