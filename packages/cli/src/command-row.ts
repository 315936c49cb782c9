import type { OperationId } from '@sallyport/contract'
import type { CliHost } from './host.ts'
import type { JsonSchema } from './input/json-schema.ts'
import type { Column } from './output/table.ts'
import type { Prompts } from './prompts.ts'
import type { Session } from './session.ts'

/** One command, as data: what it takes follows from the operation of the contract that it calls. */
export interface CommandRow {
  /** By which it is called: `connectors list`. */
  readonly words: readonly string[]
  readonly about: string
  /** Its flags, its checks and the shape of its answer are those of this operation. */
  readonly operation?: OperationId
  /** Members of the input that may be given as words, in this order. */
  readonly operands?: readonly Operand[]
  /** Members of the operation that are no flags: the command fills them in, or they are older names. */
  readonly hidden?: readonly string[]
  /** Members that hold secrets: a file, the standard input or a prompt may give them, and no argument. */
  readonly secret?: readonly string[]
  /** Flags beside those of the operation. */
  readonly own?: Readonly<Record<string, JsonSchema>>
  /** It is about a workspace: `--workspace`, or that of the login. */
  readonly inWorkspace?: true
  /** Its list has pages; with `--all` they are followed. */
  readonly paged?: true
  /** Member of the answer with its rows, where that is not the only list. */
  readonly list?: string
  readonly columns?: readonly Column[]
  /** What third parties wrote is in its answer. */
  readonly untrusted?: true
  /** What it does, where that is not to call its operation. */
  readonly run?: (call: CommandCall) => Promise<Shown>
}

export interface Operand {
  readonly name: string
  readonly optional?: true
  readonly about?: string
}

/** Members of the input, under the names of the contract, wherever they came from. */
export type CommandInput = Readonly<Record<string, unknown>>

/** What every command takes. */
export interface CommonOptions {
  readonly json: boolean
  readonly fields: readonly string[] | undefined
  readonly output: string | undefined
  readonly overwrite: boolean
  readonly verbose: boolean
  readonly url: string | undefined
  readonly application: string | undefined
  readonly organization: string | undefined
}

/** One run of a command. */
export interface CommandCall {
  readonly row: CommandRow
  readonly rows: readonly CommandRow[]
  readonly input: CommandInput
  readonly options: CommonOptions
  readonly host: CliHost
  readonly prompts: Prompts
  /** Logs in when it is first asked for. */
  readonly session: () => Session
}

/** What a command has to show. */
export interface Shown {
  readonly answer: unknown
  /** For people, in place of what is made of the answer. */
  readonly lines?: readonly string[]
  /** For people, beside the answer. */
  readonly note?: string
  /** What third parties wrote is in it. */
  readonly untrusted?: true
  /** What `--output` is for is written; this is told of it. */
  readonly saved?: true
  /** It has been shown already. */
  readonly done?: true
  /** 0 where it is left out. */
  readonly exitCode?: number
}
