import type { Operation } from '@sallyport/definition'
import type { DownloadOptions, ListOptions, Result, Transport } from './transport.ts'
import { type WalkOptions, walk } from './walk.ts'

export interface MethodParts {
  readonly run: Transport['execute']
  readonly download: Transport['download']
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

interface Named {
  readonly entity: string
  readonly action: string
  readonly operation: Operation
}

type Call = (params?: Readonly<Record<string, unknown>>, options?: ListOptions) => Promise<Result>

/** What a client offers for one operation: a call, for a list with `all`, or a download. */
export function method({ run, download, now }: MethodParts, { entity, action, operation }: Named) {
  if (operation.gives !== undefined) {
    return (params: Parameters<Call>[0] = {}, options: DownloadOptions = {}) =>
      download({ ...options, entity, action, params })
  }
  const call: Call = (params = {}, options = {}) => run({ ...options, entity, action, params })
  if (operation.page === undefined) return call
  const all = (params: Parameters<Call>[0], { budget, cursor: from, ...options }: WalkOptions = {}) =>
    walk(
      (cursor) => call(params, { ...options, ...(cursor !== undefined && { cursor }) }),
      { ...(from !== undefined && { cursor: from }), ...(budget && { budget }) },
      now,
    )
  return Object.assign(call, { all })
}
