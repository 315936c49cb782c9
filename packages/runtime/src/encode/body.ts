import type { Encoding, GraphqlRequest, Operation } from '@sallyport/definition'
import { pairsOf } from './pairs.ts'
import { type FilePart, relatedBody } from './related-body.ts'

type Values = readonly (readonly [name: string, value: unknown])[]

export interface EncodedBody {
  readonly type: string
  readonly body: string | AsyncIterable<Uint8Array>
}

/** Writes what a request says in its body, as the third party takes it. */
export function encodeBody(
  { graphql, takes }: Operation,
  encoding: Encoding,
  { values, file }: { readonly values: Values; readonly file: FilePart | undefined },
): EncodedBody {
  if (graphql) return json(asked(graphql, values))
  if (takes && file) return relatedBody(Object.fromEntries(values), file)
  if (encoding.body !== 'form') return json(Object.fromEntries(values))
  const form = new URLSearchParams(pairsOf(values, encoding.lists))
  return { type: 'application/x-www-form-urlencoded', body: form.toString() }
}

function json(value: unknown): EncodedBody {
  return { type: 'application/json', body: JSON.stringify(value) }
}

/** What a GraphQL endpoint takes: graphql.github.io/graphql-over-http, "Request Parameters". */
function asked({ document, input }: GraphqlRequest, values: Values) {
  const variables = Object.fromEntries(values)
  return { query: document, variables: input === undefined ? variables : { [input]: variables } }
}
