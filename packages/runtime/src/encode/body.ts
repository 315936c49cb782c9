import type { Encoding, GraphqlRequest, Operation } from '@sallyport/definition'
import { type FileInput, sizeOf } from '../file-input.ts'
import type { Distributed } from './distribute.ts'
import { multipartBody } from './multipart-body.ts'
import { nest } from './nest.ts'
import { pairsOf } from './pairs.ts'
import { relatedBody } from './related-body.ts'

export interface EncodedBody {
  readonly type: string
  readonly body: string | AsyncIterable<Uint8Array> | Uint8Array
  /** Bytes, where pieces are known to come to so many. */
  readonly length?: number
}

interface Said extends Pick<Distributed, 'body' | 'variables'> {
  readonly file: FileInput | undefined
  /** Text that parts the pieces of a body, and stands in none of them. */
  readonly boundary: string
}

/** Writes what a request says in its body, as the third party takes it; `undefined` where it says nothing there. */
export function encodeBody(
  { graphql, takes }: Operation,
  encoding: Encoding,
  { body: values, variables, file, boundary }: Said,
): EncodedBody | undefined {
  if (graphql) return json(asked(graphql, { values, variables }))
  if (takes?.as === 'raw' && file) return rawBody(file)
  if (takes?.as === 'related' && file) return relatedBody(nest(values), file, boundary)
  if (takes?.as === 'multipart' || encoding.body === 'multipart') {
    const field = takes?.as === 'multipart' ? (takes.field ?? 'file') : 'file'
    return multipartBody({
      values: Object.entries(nest(values)),
      lists: encoding.lists,
      boundary,
      field,
      file,
    })
  }
  if (encoding.body !== 'form') return json(nest(values))
  const form = new URLSearchParams(pairsOf(Object.entries(nest(values)), encoding.lists))
  return { type: 'application/x-www-form-urlencoded', body: form.toString() }
}

function rawBody(file: FileInput): EncodedBody {
  const length = sizeOf(file)
  return { type: file.type, body: file.content, ...(length !== undefined && { length }) }
}

function json(value: unknown): EncodedBody {
  return { type: 'application/json', body: JSON.stringify(value) }
}

interface Variables {
  readonly values: Distributed['body']
  readonly variables: Distributed['variables']
}

/** What a GraphQL endpoint takes: graphql.github.io/graphql-over-http, "Request Parameters". */
function asked({ document, input }: GraphqlRequest, { values, variables }: Variables) {
  const nested = nest(values)
  const given = input === undefined ? nested : { [input]: nested }
  return { query: document, variables: { ...given, ...Object.fromEntries(variables) } }
}
