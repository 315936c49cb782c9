import type { Definition, Entity, FilledBy, Operation, Paging, Params, RecordOf } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { CallOptions, ListOptions, Page, Result, Transport } from './transport.ts'

/** Parameters of an operation; those that configuration fills may be left out. */
type Given<O extends Operation, Filled extends string> = Flat<
  Omit<Params<O>, Filled> & Partial<Pick<Params<O>, Filled & keyof Params<O>>>
>
/** One object type in place of an intersection: editors and errors show it whole. */
type Flat<T> = { [K in keyof T]: T[K] }

type Arguments<P, Options> =
  Record<never, never> extends P ? [params?: P, options?: Options] : [params: P, options?: Options]

/** Gives one record, or `null` where the third party answers with nothing. */
export type OneMethod<P, R> = (...args: Arguments<P, CallOptions>) => Promise<OneResult<R>>
export type OneResult<R> = Result<R> & { readonly page: undefined }
export type ListResult<R> = Result<R[]> & { readonly page: Page }

export interface ListMethod<P, R> {
  /** One page. */
  (...args: Arguments<P, ListOptions>): Promise<ListResult<R>>
  /** Every record of every page, fetched as they are asked for. `limit` is the size of a page. */
  all(...args: Arguments<P, Omit<ListOptions, 'cursor'>>): AsyncGenerator<R, void, undefined>
}

type Method<E extends Entity, O extends Operation, Filled extends string> = O extends {
  readonly page: Paging
}
  ? ListMethod<Given<O, Filled>, RecordOf<E>>
  : OneMethod<Given<O, Filled>, RecordOf<E>>

/** The third party's own search is `search` here; on the wire it is the action `api_search`. */
type MethodName<Action> = Action extends 'api_search' ? 'search' : Action

export type EntityClient<E extends Entity, Filled extends string> = {
  readonly [A in keyof E['actions'] as MethodName<A>]: Method<E, E['actions'][A], Filled>
}

type Execute = (
  ...call: [entity: string, action: string, params?: Readonly<Record<string, unknown>>, options?: ListOptions]
) => Promise<Result>

/** A connector as typed methods: `client.issues.list({ owner, repo })`. */
export type Client<D extends Definition, Configured = never> = {
  readonly [E in keyof D['entities']]: EntityClient<D['entities'][E], FilledBy<D, Configured>>
} & {
  /** Runs any action by name, checked when it runs. For agents, which choose at run time. */
  readonly execute: Execute
  /** Lets go of connections. */
  close(): Promise<void>
}

/** Makes the client of a definition over a transport. The types say what this loop builds. */
export function createClient<D extends Definition, Configured>(
  definition: D,
  transport: Transport,
): Client<D, Configured> {
  const entities = Object.entries(definition.entities).map(([entity, { actions }]) => [
    entity,
    Object.fromEntries(
      Object.entries(actions).map(([action, operation]) => [
        action === 'api_search' ? 'search' : action,
        method(transport, { entity, action, paged: operation.page !== undefined }),
      ]),
    ),
  ])
  const execute: Execute = (...[entity, action, params = {}, options = {}]) =>
    transport.execute({ ...options, entity, action, params })
  return { ...Object.fromEntries(entities), execute, close: () => transport.close() } as Client<D, Configured>
}

interface Named {
  readonly entity: string
  readonly action: string
  readonly paged: boolean
}

function method(transport: Transport, { entity, action, paged }: Named) {
  const call = (params: Readonly<Record<string, unknown>> = {}, options: ListOptions = {}) =>
    transport.execute({ ...options, entity, action, params })
  return paged ? Object.assign(call, { all: walk(call) }) : call
}

type Call = (params?: Readonly<Record<string, unknown>>, options?: ListOptions) => Promise<Result>

function walk(call: Call) {
  return async function* all(params?: Readonly<Record<string, unknown>>, options: ListOptions = {}) {
    const seen = new Set<string | null>()
    let next: string | null = null
    do {
      const { data, page } = await call(params, next === null ? options : { ...options, cursor: next })
      if (Array.isArray(data)) yield* data
      next = page?.nextCursor ?? null
      if (seen.has(next)) throw endless()
      seen.add(next)
    } while (next !== null)
  }
}

function endless(): SallyportError {
  return new SallyportError('upstream_malformed', 'The list leads back to a page that was read before.')
}
