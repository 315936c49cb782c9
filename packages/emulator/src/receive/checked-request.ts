import type { Operation } from '../description/operation.ts'
import type { Json, JsonObject } from '../json.ts'

/** One way in which a request departs from the vendor's description. It never holds the value itself. */
export interface Violation {
  readonly in: 'path' | 'query' | 'header' | 'cookie' | 'body'
  /** Name of the parameter or dotted path into the body; `null` for the whole. */
  readonly field: string | null
  readonly code: 'missing' | 'invalid' | 'unknown' | 'unreadable' | 'too_large' | 'unsupported'
  readonly message: string
}

/** A file or another part of a request that is not data: bytes as they came. */
export interface Content {
  readonly name: string | undefined
  readonly filename: string | undefined
  readonly type: string
  readonly bytes: Buffer
}

/** A request that names an operation, decoded by the description. */
export interface CheckedRequest {
  readonly operation: Operation
  /** Decoded variables of the path. */
  readonly path: JsonObject
  /** Decoded query parameters, typed by their schemas where the text fits; undescribed ones as text. */
  readonly query: JsonObject
  /** Members of the body (JSON, form, or the data parts of a multipart); `null` where there is none. */
  readonly body: Json
  /** Raw bodies and the file parts of a multipart. */
  readonly contents: readonly Content[]
  /** Everything that departs from the description, all at once. */
  readonly violations: readonly Violation[]
}
