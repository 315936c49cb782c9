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
 * Who counts together. Every key names whose it is, so that no two organizations share a bucket unless the
 * third party counts by address.
 */
export function keyOf({ call, asking, name, bucket }: BucketFacts): AllowanceKey {
  const { organization, credential } = asking
  const { per } = bucket
  const whose = { credential: [organization, credential], app: [organization], address: [] }[per]
  // With what is declared: a definition of a later version may declare another allowance. A hash has a
  // bound, whatever the parts have.
  const parts = JSON.stringify([call.definition.id, name, bucket, ...whose])
  return { per, organization, name: hash('sha256', parts, 'base64url') }
}
