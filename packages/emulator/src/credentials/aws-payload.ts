import { hash } from 'node:crypto'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { AwsClaim } from './aws-claim.ts'
import type { Flaw } from './judgement.ts'

const UNSIGNED = 'UNSIGNED-PAYLOAD'
const SPOT = { in: 'header', field: 'x-amz-content-sha256' } as const

/** The last line of the canonical request, once it is what the body is. */
export function awsPayload({ headers, body }: ReceivedRequest, claim: AwsClaim): string | Flaw {
  const isS3 = claim.scope.service === 's3'
  const claimed = headers['x-amz-content-sha256'] ?? inQuery(claim)
  // "Authenticating Requests: Using Query Parameters (AWS Signature Version 4)": who presigns has no body yet.
  if (claimed === undefined && isS3 && claim.in === 'query') return UNSIGNED
  if (claimed === undefined && isS3) return { code: 'missing', message: 'must be sent to S3', spot: SPOT }
  if (claimed === UNSIGNED) return UNSIGNED
  if (typeof claimed === 'string' && claimed.startsWith('STREAMING-')) {
    return { code: 'unsupported', message: 'is signed in chunks, which is not supported here', spot: SPOT }
  }
  if (body === undefined)
    return { code: 'too_large', message: 'has a body too large for its hash to be checked' }
  const actual = hash('sha256', body)
  if (claimed === undefined || claimed === actual) return actual
  return { code: 'invalid', message: 'payload hash does not match', spot: SPOT }
}

/** AWS's own presigner for JavaScript moves the header into the query. */
function inQuery({ in: place, pairs }: AwsClaim): string | undefined {
  return place === 'query' ? pairs.find(([name]) => name === 'X-Amz-Content-Sha256')?.[1] : undefined
}
