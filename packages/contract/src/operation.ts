import type { Static, TObject, TSchema } from 'typebox'
import type { Capability } from './capability.ts'

/** The kinds of bearer token that a call can carry. */
export type TokenKind = 'application' | 'scoped' | 'widget'

/** Whoever connects accounts: the organization's programs, one workspace's, and the page that its end user sees. */
export const ANY_TOKEN = ['application', 'scoped', 'widget'] as const satisfies readonly TokenKind[]

/** Whoever acts through connectors: a page for end users does not. */
export const ACTING_TOKEN = ['application', 'scoped'] as const satisfies readonly TokenKind[]

/** Names the organization that a call is about, by its id. Every operation takes it. */
export const ORGANIZATION_HEADER = 'X-Organization-Id'

/** Who may call: nobody has to show a token, or one of these kinds has to be shown. */
export type Access = 'public' | readonly [TokenKind, ...TokenKind[]]

/** One operation of the HTTP API. Routes, validation, access, OpenAPI and the client follow from it. */
export interface ApiOperation {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path below `/api/v1` (and `/v1`), with `{name}` for parameters. */
  readonly path: string
  /** Older paths of the same operation. */
  readonly aliases: readonly string[]
  /** Its paths are served at the host itself too, as the first clients ask for them. */
  readonly bare?: true
  readonly access: Access
  /** Open to a token whose application reaches several organizations and that names none of them. */
  readonly withoutOrganization?: true
  /** Member of the body by which older clients name the organization, where no header does. */
  readonly organizationMember?: string
  /** What a token has to be good for; `none` where any of the right kind will do, or the call itself decides. */
  readonly capability: Capability | 'none'
  readonly summary: string
  readonly tag:
    | 'Tokens'
    | 'Organizations'
    | 'Workspaces'
    | 'Usage'
    | 'Templates'
    | 'Connection templates'
    | 'Definitions'
    | 'Connectors'
    | 'OAuth'
    | 'Results'
    | 'Files'
    | 'Events'
    | 'Webhooks'
    | 'Sessions'
    | 'Workflows'
    | 'Tools'
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  /** The body is a file of any type, which is read as it comes. */
  readonly takes?: 'file'
  /** The answer has an entity tag, and is not sent again to whoever shows that it has it (RFC 9110 13.1.2). */
  readonly tagged?: true
  /** The answer may also be a file, as it is. */
  readonly gives?: 'file'
  /**
   * With the header Idempotency-Key it is carried out once, and its answer is given again. `key of writes`: what it
   * does decides, and a read ignores the key.
   */
  readonly idempotent?: 'key' | 'key of writes'
  readonly answer: {
    /** 204 has no body; its schema is null. */
    readonly status: 200 | 201 | 202 | 204
    /** In place of the other where the answer says `created: false`: all was there already. */
    readonly unchanged?: 200
    readonly schema: TSchema
  }
}

export function operation<const O extends ApiOperation>(row: O): O {
  return row
}

type Part<S> = S extends TSchema ? Static<S> : undefined

/** A file on its way in: its type, and its bytes as they come. */
export interface IncomingFile {
  readonly type: string
  readonly content: AsyncIterable<Uint8Array>
}

/** A file on its way out, with the headers that tell of it. */
export interface OutgoingFile {
  readonly status: 200 | 206
  readonly headers: Readonly<Record<string, string>>
  readonly content: AsyncIterable<Uint8Array>
}

/** What an operation is called with, as types. */
export interface Input<O extends ApiOperation> {
  readonly params: Part<O['params']>
  readonly query: Part<O['query']>
  readonly body: O extends { readonly takes: 'file' } ? IncomingFile : Part<O['body']>
}

/** What an operation answers with, as a type. */
export type Answer<O extends ApiOperation> = Static<O['answer']['schema']>
