import type { Operation } from '../description/operation.ts'

const KNOWN = new Map<string, Operation>()
const MOST = 10_000

/** A field as the operation that the write path knows: its body is the input. */
export function operationOf(type: string, field: string): Operation {
  const name = `${type}.${field}`
  const known = KNOWN.get(name)
  if (known) return known
  if (KNOWN.size >= MOST) KNOWN.clear()
  const operation: Operation = {
    name,
    method: 'POST',
    path: '',
    parameters: [],
    body: undefined,
    success: { status: 200, mediaType: undefined, schema: undefined, example: undefined },
    security: undefined,
    documentationUrl: undefined,
  }
  KNOWN.set(name, operation)
  return operation
}
