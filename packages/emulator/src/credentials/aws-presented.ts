import type { ReceivedRequest } from '../receive/received-request.ts'
import { AWS_ALGORITHM, accessKeyIdIn, headerMembers } from './aws-claim.ts'
import { queryPairs, textOf } from './query-pairs.ts'

/** Id of the access key that a request names, also where its signature is wrong; else the text in its place. */
export function presentedAccessKeyId({ headers, url }: ReceivedRequest): string {
  const { authorization } = headers
  if (authorization?.startsWith(AWS_ALGORITHM)) {
    return accessKeyIdIn(headerMembers(authorization)?.get('Credential')) ?? authorization
  }
  const credential = queryPairs(url).find(([name]) => name === 'X-Amz-Credential')?.[1] ?? ''
  return accessKeyIdIn(credential) ?? textOf(credential)
}
