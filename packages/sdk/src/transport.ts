import type { AgentTools, ToolsOptions } from './tools/agent-tool.ts'

/** What a call may carry beside its parameters. */
export interface CallOptions {
  /** Paths of the fields to keep, dotted, through lists: `['number', 'user.login']`. */
  readonly fields?: readonly string[]
  /** `compact`: of each record what is enough to choose by, where no fields are chosen. */
  readonly view?: 'full' | 'compact'
  readonly signal?: AbortSignal
}

/** A file that goes along with a call. */
export interface FileInput {
  /** Media type, such as `image/png`. */
  readonly type: string
  /** Without a path. */
  readonly name?: string
  /** Bytes, where it is known beforehand; some third parties need it. */
  readonly size?: number
  /** Sent as it comes; what makes pieces is read once. */
  readonly content: Uint8Array | AsyncIterable<Uint8Array>
}

/** Options of a call that takes a file. */
export interface UploadOptions extends CallOptions {
  readonly file: FileInput
}

/** Options of a call that gives a file. */
export interface DownloadOptions {
  /** First and last byte, both included; without a last one to the end. */
  readonly range?: { readonly first: number; readonly last?: number }
  readonly signal?: AbortSignal
}

/** A file as it comes. */
export interface Download {
  readonly type: string | undefined
  /** Bytes to come, where the third party tells. */
  readonly length: number | undefined
  /** `Content-Range` of a part; `undefined` for the whole file, also where a part was asked for. */
  readonly range: string | undefined
  readonly disposition: string | undefined
  /** Can be read once. Leaving it early closes the connection. */
  readonly body: AsyncIterable<Uint8Array>
}

export interface ListOptions extends CallOptions {
  /** Records per page; the third party's own bound holds. */
  readonly limit?: number
  /** `page.nextCursor` of the page before. */
  readonly cursor?: string
}

/** Where a list goes on. */
export interface Page {
  readonly nextCursor: string | null
  /** True when nothing is left after this page. */
  readonly complete: boolean
}

/** What the third party still allows. */
export interface Limit {
  /** Name of the allowance that the call counted on. */
  readonly bucket: string
  readonly remaining: number
  /** When there are all of them again, where that is known. */
  readonly resetAt?: Date
  /** When to call again, where that is not now. */
  readonly retryAt?: Date
}

/** What a call gives, whichever way it went. */
export interface Result<Data = unknown> {
  readonly data: Data
  /** Present exactly for lists. */
  readonly page: Page | undefined
  /** What the third party says beside the records, under its own names, such as `total_count`. */
  readonly meta: Readonly<Record<string, unknown>>
  /** What is unusual about the answer, such as integers that are given as text. */
  readonly warnings: readonly { readonly code: string; readonly message: string }[]
  /** Present where the third party tells, or where whoever sends the calls counts. */
  readonly limit?: Limit
}

export interface ExecuteRequest extends ListOptions {
  readonly entity: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
  /** Nothing is sent: the result is the request that would be. */
  readonly dryRun?: boolean
  readonly file?: FileInput
}

/** Whether a credential works, and what it opens. */
export interface CheckReport {
  /** `skipped` where the connector has no call that needs nothing but credential and settings. */
  readonly status: 'succeeded' | 'failed' | 'skipped'
  /** Why it failed. */
  readonly message: string | undefined
  /** Of each entity one cheap read; skipped where it needs more than the settings. */
  readonly entities: readonly {
    readonly entity: string
    readonly status: 'succeeded' | 'failed' | 'skipped'
    readonly message: string | undefined
  }[]
}

export interface DownloadRequest extends DownloadOptions {
  readonly entity: string
  readonly action: string
  readonly params: Readonly<Record<string, unknown>>
}

/** A request that would be sent, its credential hidden. */
export interface Preview {
  readonly method: string
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  /** `null` where there is none, or where a file goes along. */
  readonly body: string | null
}

/** The way a call takes: through an engine, or in this process. Both behave alike. */
export interface Transport {
  execute(request: ExecuteRequest): Promise<Result>
  download(request: DownloadRequest): Promise<Download>
  check(signal?: AbortSignal): Promise<CheckReport>
  tools(options: ToolsOptions): Promise<AgentTools>
  close(): Promise<void>
}
