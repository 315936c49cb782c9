import type { Operation } from '@sallyport/definition'
import { readGraphqlDescription } from './graphql-description.ts'
import { type OpenApiDocument, readOpenApi } from './openapi-description.ts'
import type { Schema } from './schema.ts'

export interface VendorParameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: Schema
}

/** What the vendor says of one operation. */
export interface VendorOperation {
  /** Template, whose variables may have other names than ours. */
  readonly path: string
  readonly parameters: readonly VendorParameter[]
  /** Media type -> what a request body of it holds; empty where none is taken. Of GraphQL it holds the variables. */
  readonly bodies: Readonly<Record<string, Schema>>
  /** Schema and example of the JSON of the first success. */
  readonly answer: Schema | undefined
  readonly example: unknown
  /** Media types of the successes. */
  readonly answerTypes: readonly string[]
  /** Schemas of the JSON of refusals. */
  readonly refusals: readonly Schema[]
}

/** What a vendor publishes of its API, whichever way it does. */
export interface VendorDescription {
  readonly provenance: Readonly<Record<string, unknown>>
  readonly server: string | undefined
  /** What is said of an operation of ours; names of path parameters do not count, their places do. */
  find(operation: Operation): VendorOperation | undefined
  /** What is wrong with what an operation asks: a document of GraphQL that is not valid there. */
  problems(operation: Operation): readonly string[]
  follow(schema: Schema): Schema
}

/** A vendor's own descriptions: of OpenAPI, of GraphQL, or one of each. */
export interface VendorDocuments {
  readonly openapi?: OpenApiDocument
  /** SDL, with the comments at its head that say where it is from. */
  readonly graphql?: string
}

export function readVendorDescription({ openapi, graphql }: VendorDocuments): VendorDescription {
  const rest = readOpenApi(openapi ?? {})
  const graph = graphql === undefined ? undefined : readGraphqlDescription(graphql)
  return {
    provenance: openapi === undefined ? (graph?.provenance ?? {}) : rest.provenance,
    server: rest.server,
    find: (operation) =>
      operation.graphql === undefined
        ? rest.find(operation.method, operation.path)
        : graph?.find(operation.graphql.document),
    problems: ({ graphql: asked }) => {
      if (asked === undefined) return []
      return graph === undefined ? ['the vendor has no schema of GraphQL'] : graph.problems(asked.document)
    },
    follow: (schema) =>
      schema.$ref?.startsWith('graphql:') ? (graph?.follow(schema) ?? {}) : rest.follow(schema),
  }
}
