import type { Encoding, Operation } from '@sallyport/definition'
import type { Schema } from './schema.ts'
import type { VendorOperation } from './vendor-description.ts'

const TYPES = {
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
  multipart: 'multipart/form-data',
} as const

/** Media type of the body that an operation sends. */
export function bodyTypeOf({ graphql, takes }: Operation, encoding: Encoding): string {
  if (graphql) return TYPES.json
  if (takes?.as === 'related') return 'multipart/related'
  if (takes?.as === 'multipart') return TYPES.multipart
  if (takes?.as === 'raw') return 'application/octet-stream'
  return TYPES[encoding.body ?? 'json']
}

/** What the vendor takes in such a body: of `multipart/related` the part that is no file. */
export function takenBody(
  operation: Operation,
  { bodies }: VendorOperation,
  encoding: Encoding,
): Schema | undefined {
  const type = bodyTypeOf(operation, encoding)
  const body = bodies[type]
  if (type !== 'multipart/related' || body === undefined) return body
  const parts = Object.values(body.properties ?? {})
  return parts.find(({ format }) => format !== 'binary')
}
