import type { Bucket } from '@sallyport/definition'
import type { ResolvedCall } from '../resolve/resolved-call.ts'

/** The bucket that a call counts on, with its name; `undefined` where the definition declares none. */
export function declaredBucket({
  definition,
  operation,
}: ResolvedCall): readonly [string, Bucket] | undefined {
  const limits = definition.limits ?? {}
  const { bucket: name } = operation
  if (name === undefined) return Object.entries(limits)[0]
  const bucket = Object.hasOwn(limits, name) ? limits[name] : undefined
  return bucket && [name, bucket]
}

/** Units that a call takes. One that costs more than there ever is would wait for ever; it takes all. */
export function unitsOf({ operation }: ResolvedCall, { allows }: Bucket): number {
  return Math.min(operation.cost ?? 1, allows?.units ?? Number.POSITIVE_INFINITY)
}
