import type { Readable, Writable } from 'node:stream'
import type { Secret } from '@sallyport/errors'

/** Where a command reads and writes. On a terminal there may be questions; nowhere else. */
export interface Screen {
  readonly stdin: Readable & { readonly isTTY?: boolean }
  readonly stdout: ScreenOutput
  readonly stderr: ScreenOutput
}

export type ScreenOutput = Writable & { readonly isTTY?: boolean; readonly columns?: number }

/** As the platform has it. */
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>

/** Which engine and application are meant, as far as somebody said so on the command line. */
export interface Choice {
  readonly url?: string | undefined
  /** Path of a file with `client_id` and `client_secret`. */
  readonly application?: string | undefined
}

/** An engine, and as whom it is called. */
export interface Connection {
  readonly url: string
  readonly clientId: string
  readonly clientSecret: Secret
  /** Which of several organizations is meant. */
  readonly organizationId?: string | undefined
  /** Name of the workspace that is meant where a command names none. */
  readonly workspace?: string | undefined
}

/** What `login` keeps, under the names of the contract. */
export interface Login {
  readonly url: string
  readonly client_id: string
  readonly client_secret: string
  readonly organization_id: string | null
  readonly organization_name: string | null
  readonly workspace: string | null
}

/** Keeps one login, for its owner's eyes only. */
export interface LoginFile {
  readonly path: string
  read(): Promise<Login | undefined>
  write(login: Login): Promise<void>
  /** Whether there was one. */
  remove(): Promise<boolean>
}

/** A command that the program has beside those of the table. */
export interface HostCommand {
  readonly words: readonly string[]
  readonly about: string
  /** Takes what follows its words. Gives the exit code, or nothing while it goes on. */
  readonly run: (args: readonly string[]) => Promise<number | undefined>
}

/** Everything that commands need of the program that runs them. */
export interface CliHost {
  readonly version: string
  readonly screen: Screen
  readonly fetch: Fetch
  readonly now: () => number
  /** Settles after so many milliseconds, or when the signal comes. */
  readonly wait: (ms: number, signal?: AbortSignal) => Promise<void>
  /** Settles when the program is asked to stop. */
  readonly stopped: () => Promise<unknown>
  /** @throws SallyportError `configuration_invalid` where no application is known. */
  readonly connection: (choice: Choice) => Connection
  /** @throws SallyportError `configuration_invalid` for an address that no secret may go to. */
  readonly engineUrl: (choice: Choice) => string
  readonly loginFile: LoginFile
  /** Commands under words of the table. */
  readonly more: readonly HostCommand[]
  /** The program's other commands, to be named beside those of the table. */
  readonly others: () => Promise<readonly Pick<HostCommand, 'words' | 'about'>[]>
}
