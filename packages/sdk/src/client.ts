import type {
  Definition,
  FilledBy,
  GivesFile,
  Operation,
  Paging,
  Params,
  ResultOf,
  TakesFile,
} from '@sallyport/definition'
import { checkRange } from './byte-range.ts'
import { checkFields } from './field-paths.ts'
import { method } from './method.ts'
import type { SettingOf } from './options.ts'
import type { AgentTools, ToolsOptions } from './tools/agent-tool.ts'
import { checkToolsOptions } from './tools/check-tools-options.ts'
import type {
  CallOptions,
  CheckReport,
  Download,
  DownloadOptions,
  ExecuteRequest,
  ListOptions,
  Page,
  Preview,
  Result,
  Transport,
  UploadOptions,
} from './transport.ts'
import type { WalkEnd, WalkOptions } from './walk.ts'

/** One plain object type in place of a computed one: `& unknown` lets editors and errors show its members. */
type Plain<T> = { -readonly [K in keyof T]: T[K] } & unknown

/** Parameters of an operation; those that a setting fills may be left out. */
type Given<P, Filled extends PropertyKey> = Plain<Omit<P, Filled> & Partial<Pick<P, Filled & keyof P>>>

/** Of an operation that takes none. The type of an empty object would take any. */
type NoParams = Readonly<Record<string, never>>

type Arguments<P, Options> = [keyof P] extends [never]
  ? [params?: NoParams, options?: Options]
  : Record<never, never> extends P
    ? [params?: P, options?: Options]
    : [params: P, options?: Options]

/** Gives one record, or `null` where the third party answers with nothing. */
export type OneMethod<P, R> = (...args: Arguments<P, CallOptions>) => Promise<OneResult<R>>
export type OneResult<R> = Result<R> & { readonly page: undefined }
export type ListResult<R> = Result<R[]> & { readonly page: Page }

export interface ListMethod<P, R> {
  /** One page. */
  (...args: Arguments<P, ListOptions>): Promise<ListResult<R>>
  /**
   * Every record of every page, fetched as they are asked for. `limit` is the size of a page. Without a budget it
   * goes on to the end of the list; what it returns says whether it came there.
   */
  all(...args: Arguments<P, WalkOptions>): AsyncGenerator<R, WalkEnd, undefined>
}

/** Gives a file as it comes. */
export type FileMethod<P> = (...args: Arguments<P, DownloadOptions>) => Promise<Download>
/** Takes a file. */
export type UploadMethod<P, R> = (params: P, options: UploadOptions) => Promise<OneResult<R>>

type Method<O extends Operation, R, Filled extends string> = O extends { readonly page: Paging }
  ? ListMethod<Given<Params<O>, Filled>, R>
  : O extends { readonly gives: GivesFile }
    ? FileMethod<Given<Params<O>, Filled>>
    : O extends { readonly takes: TakesFile }
      ? UploadMethod<Given<Params<O>, Filled>, R>
      : OneMethod<Given<Params<O>, Filled>, R>

/** The third party's own search is `search` here; on the wire it is the action `api_search`. */
type MethodName<Action> = Action extends 'api_search' ? 'search' : Action

/** The actions of one entity as methods. */
export type EntityClient<
  D extends Definition,
  Entity extends keyof D['entities'],
  Setting extends SettingOf<D> = never,
> = {
  readonly [Action in keyof D['entities'][Entity]['actions'] as MethodName<Action>]: Method<
    D['entities'][Entity]['actions'][Action],
    ResultOf<D['entities'][Entity], D['entities'][Entity]['actions'][Action]>,
    FilledBy<D, Setting>
  >
}

type Execute = (
  ...call: [entity: string, action: string, params?: Readonly<Record<string, unknown>>, options?: ListOptions]
) => Promise<Result>

type ShowRequest = (...call: Parameters<Execute>) => Promise<Preview>

/** A connector as typed methods: `client.issues.list({ owner, repo })`. */
export type Client<D extends Definition, Setting extends SettingOf<D> = never> = {
  readonly [Entity in keyof D['entities']]: EntityClient<D, Entity, Setting>
} & {
  /** Runs any action by name, checked when it runs. For agents, which choose at run time. */
  readonly execute: Execute
  /** The request that a call would send, its credential hidden. Nothing is sent. */
  readonly preview: ShowRequest
  /** Tries the credential, and one cheap read of each entity. What the third party says is in the report. */
  check(signal?: AbortSignal): Promise<CheckReport>
  /**
   * Tools for an agent, of what this connector can do, within a budget.
   *
   * @throws SallyportError `invalid_request` where no tools fit into it.
   */
  tools(options?: ToolsOptions): Promise<AgentTools>
  /** Lets go of connections. */
  close(): Promise<void>
}

interface ClientParts {
  readonly transport: Transport
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** Neither mode could say it of an answer that is a file: one reads JSON, and the other none. */
function notAFile({ entities }: Definition, { entity, action }: ExecuteRequest): void {
  if (entities[entity]?.actions[action]?.gives === undefined) return
  throw new TypeError(`${entity}.${action} gives a file: call client.${entity}.${action}`)
}

/** Makes the client of a definition over a transport. The types say what this loop builds. */
export function createClient<D extends Definition, Setting extends SettingOf<D>>(
  definition: D,
  { transport, now }: ClientParts,
): Client<D, Setting> {
  let closed = false
  const run = async (request: ExecuteRequest): Promise<Result> => {
    if (closed) throw new TypeError('the client is closed')
    checkFields(request.fields)
    if (!request.dryRun) notAFile(definition, request)
    request.signal?.throwIfAborted()
    return transport.execute(request)
  }
  const download: Transport['download'] = async (request) => {
    if (closed) throw new TypeError('the client is closed')
    checkRange(request.range)
    request.signal?.throwIfAborted()
    return transport.download(request)
  }
  const entities = Object.entries(definition.entities).map(([entity, { actions }]) => [
    entity,
    Object.fromEntries(
      Object.entries(actions).map(([action, operation]) => [
        action === 'api_search' ? 'search' : action,
        method({ run, download, now }, { entity, action, operation }),
      ]),
    ),
  ])
  const execute: Execute = (...[entity, action, params = {}, options = {}]) =>
    run({ ...options, entity, action, params })
  const preview: ShowRequest = async (...[entity, action, params = {}, options = {}]) => {
    const { data } = await run({ ...options, entity, action, params, dryRun: true })
    return data as Preview
  }
  const check = async (signal?: AbortSignal) => {
    if (closed) throw new TypeError('the client is closed')
    return transport.check(signal)
  }
  const tools = async (options: ToolsOptions = {}) => {
    if (closed) throw new TypeError('the client is closed')
    checkToolsOptions(options)
    return transport.tools(options)
  }
  const close = async () => {
    closed = true
    await transport.close()
  }
  return { ...Object.fromEntries(entities), execute, preview, check, tools, close } as Client<D, Setting>
}
