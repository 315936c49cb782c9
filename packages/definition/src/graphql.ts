import { Type } from 'typebox'
import type { Built, Effect, OperationOptions } from './operation.ts'

/** An operation over GraphQL: what is asked, and where the parameters go. */
export interface GraphqlRequest {
  readonly document: string
  /** Variable that takes all parameters as one object; without it each is a variable of its own name. */
  readonly input?: string
}

interface GraphqlOptions extends OperationOptions {
  /** `/graphql` */
  readonly path?: string
  readonly input?: string
}

/** Reads over GraphQL. Parameters are variables; `records` begins at `data`. */
export const query = builder('read')
/** Changes over GraphQL. */
export const mutation = builder('write')

function builder(effect: Effect) {
  return <const O extends GraphqlOptions>(document: string, { path = '/graphql', input, ...options }: O) =>
    ({
      ...options,
      method: 'POST',
      path,
      graphql: { document, ...(input !== undefined && { input }) },
      params: Type.Object(options.params ?? {}, { additionalProperties: false }),
      effect: options.effect ?? effect,
    }) as unknown as Built<'POST', '/graphql', O>
}
