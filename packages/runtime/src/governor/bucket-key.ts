import { hash } from 'node:crypto'
import type { Bucket } from '@sallyport/definition'
import type { ResolvedCall } from '../resolve/resolved-call.ts'
import type { AllowanceKey } from './allowances.ts'

export interface BucketFacts {
  readonly call: ResolvedCall
  readonly asking: { readonly organization: string; readonly credential: string }
  readonly name: string
  readonly bucket: Bucket
}

/**
 * Who counts together, as text. It names whose it is, so that no two organizations share a bucket unless the
 * third party counts by address.
 */
export function countedTogether({ call, asking, name, bucket }: BucketFacts): string {
  const { organization, credential } = asking
  const whose = { credential: [organization, credential], app: [organization], address: [] }[bucket.per]
  return JSON.stringify([call.definition.id, name, ...whose]) + declarationOf(bucket)
}

/** The same for all engines. A hash has a bound, whatever the parts have. */
export function keyOf(facts: BucketFacts): AllowanceKey {
  const { per } = facts.bucket
  const name = hash('sha256', countedTogether(facts), 'base64url')
  return { per, organization: facts.asking.organization, name }
}

const declarations = new WeakMap<Bucket, string>()

/** What is declared tells buckets apart too: a definition of a later version may declare another allowance. */
function declarationOf(bucket: Bucket): string {
  const known = declarations.get(bucket) ?? JSON.stringify(bucket)
  declarations.set(bucket, known)
  return known
}
