import type { Static, TObject, TSchema } from 'typebox'

/** The kinds of bearer token that a call can carry. */
export type TokenKind = 'application' | 'scoped'

/** Who may call: nobody has to show a token, or one of these kinds has to be shown. */
export type Access = 'public' | readonly [TokenKind, ...TokenKind[]]

/** One operation of the HTTP API. Routes, validation, access, OpenAPI and the client follow from it. */
export interface ApiOperation {
  readonly method: 'GET' | 'POST' | 'DELETE'
  /** Path below `/api/v1` (and `/v1`), with `{name}` for parameters. */
  readonly path: string
  /** Older paths of the same operation. */
  readonly aliases: readonly string[]
  readonly access: Access
  readonly summary: string
  readonly tag: 'Tokens' | 'Templates' | 'Definitions' | 'Connectors'
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  readonly answer: {
    readonly status: 200 | 201 | 202
    /** In place of the other where the answer says `created: false`: all was there already. */
    readonly unchanged?: 200
    readonly schema: TSchema
  }
}

export function operation<const O extends ApiOperation>(row: O): O {
  return row
}

type Part<S> = S extends TSchema ? Static<S> : undefined

/** What an operation is called with, as types. */
export interface Input<O extends ApiOperation> {
  readonly params: Part<O['params']>
  readonly query: Part<O['query']>
  readonly body: Part<O['body']>
}

/** What an operation answers with, as a type. */
export type Answer<O extends ApiOperation> = Static<O['answer']['schema']>
