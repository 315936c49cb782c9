import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'
import type { Aliases } from './aliases.ts'
import type { Encoding } from './encoding.ts'
import type { GivesFile, TakesFile } from './files.ts'
import type { Flow } from './flow.ts'
import type { GraphqlRequest } from './graphql.ts'
import type { Idempotency } from './idempotency.ts'
import type { Paging } from './paging.ts'
import type { Wire } from './wire.ts'

/** What an operation does to the third party; policies, approvals and MCP annotations go by it. */
export type Effect = 'read' | 'write' | 'destructive' | 'external_message' | 'money'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** What an operation may say beside its method, path, parameters and effect. */
interface Stated {
  /** One plain sentence for a model. */
  readonly about?: string
  readonly aliases?: Aliases
  /** Present exactly on operations whose result is a list of records. */
  readonly page?: Paging
  /** Dotted path in the answer to the record or records; absent where the answer itself is meant. */
  readonly records?: string
  /** Shape of the answer, where it is no record of the entity: what a merge says of itself, say. */
  readonly result?: TSchema
  /** What the answer is written in. Of `csv` every line is a record, named by the first; of `text` it is `{ text }`. */
  readonly decode?: 'json' | 'ndjson' | 'csv' | 'xml' | 'text'
  /** The cheap call that proves a credential: needs nothing but credential and configuration. */
  readonly check?: boolean
  /** Name of one of the server's further origins, in place of its own. */
  readonly origin?: string
  /** Over the definition's own. */
  readonly encoding?: Encoding
  /** Parameter -> where it goes, and under which name. */
  readonly wire?: Readonly<Record<string, Wire>>
  /** Values that are always the same. They go where a parameter of that name would. */
  readonly fixed?: Readonly<Record<string, Fixed>>
  /** Beside the server's own. */
  readonly headers?: Readonly<Record<string, string>>
  /** Over the definition's own. */
  readonly idempotency?: Idempotency
  /** Whether another operation can undo it. */
  readonly reversible?: boolean
  readonly flow?: Flow
  /** Name of one of the definition's limits; without it the first. */
  readonly bucket?: string
  /** Units of it that a call costs (1). */
  readonly cost?: number
  /** Seconds for all of a call; a caller may give it fewer. */
  readonly timeoutSeconds?: number
  readonly gives?: GivesFile
  readonly takes?: TakesFile
}

export type Fixed = string | number | boolean | readonly string[]

/** One entity and action: how the third party is asked, and what it answers. */
export interface Operation extends Stated {
  readonly method: Method
  /** Path template below the server's URL; every `{name}` is a parameter. */
  readonly path: string
  /**
   * All parameters in one flat namespace. Those named in the path go there; the others go to the query
   * of GET and DELETE, and to the body otherwise; of GraphQL they are variables.
   */
  readonly params: TObject
  readonly effect: Effect
  readonly graphql?: GraphqlRequest
}

export interface OperationOptions extends Stated {
  readonly params?: TProperties
  readonly effect?: Effect
}

type ParamsOf<O extends OperationOptions> = O['params'] extends TProperties
  ? O['params']
  : Record<never, TSchema>

// The return type keeps the literal path and options; an interface would widen them to `string`.
export type Built<M extends Method, P extends string, O extends OperationOptions> = Omit<
  O,
  'params' | 'effect'
> & {
  readonly method: M
  readonly path: P
  readonly params: TObject<ParamsOf<O>>
  readonly effect: Effect
}

/** Reads. Parameters outside the path go to the query. */
export const get = builder('GET', 'read')
/** Creates, or any named verb. Parameters outside the path go to the JSON body. */
export const post = builder('POST', 'write')
/** Replaces. Parameters outside the path go to the JSON body. */
export const put = builder('PUT', 'write')
/** Changes in part. Parameters outside the path go to the JSON body. */
export const patch = builder('PATCH', 'write')
/** Removes. Parameters outside the path go to the query. */
export const del = builder('DELETE', 'destructive')

function builder<const M extends Method>(method: M, effect: Effect) {
  return <const P extends string, const O extends OperationOptions>(path: P, options: O) =>
    ({
      ...options,
      method,
      path,
      params: Type.Object(options.params ?? {}, { additionalProperties: false }),
      effect: options.effect ?? effect,
    }) as unknown as Built<M, P, O>
}

/** The names between braces, in order. */
export function pathParams(path: string): string[] {
  return [...path.matchAll(/\{([A-Za-z0-9_]+)\}/g)].map(([, name = '']) => name)
}

/** The type of an operation's parameters. */
export type Params<O extends Operation> = Exact<Static<O['params']>>

/** `{}` would take any object: without parameters there is nothing to give. */
type Exact<P> = keyof P extends never ? Record<string, never> : P
