import type { ReceivedRequest } from '../receive/received-request.ts'
import type { AcceptedAccessKey } from './accepted-credential.ts'
import { canonicalHash } from './aws-canonical-request.ts'
import { type AwsClaim, awsClaim, isHeaderForm } from './aws-claim.ts'
import { awsDateFlaw } from './aws-date.ts'
import { awsPayload } from './aws-payload.ts'
import { presentedAccessKeyId } from './aws-presented.ts'
import { type AwsSign, createAwsSign } from './aws-sign.ts'
import { type Flaw, type Judge, type JudgeContext, letIn, turnAway } from './judgement.ts'
import type { AwsSignatureScheme } from './scheme.ts'

const SPOTS = {
  header: { in: 'header', field: 'authorization' },
  query: { in: 'query', field: 'X-Amz-Credential' },
} as const

const SIGNATURE = { in: 'query', field: 'X-Amz-Signature' } as const

/** AWS Signature Version 4, but for bodies signed in chunks, forms signed by a policy, and Version 4A. */
export function awsSignatureJudge(scheme: AwsSignatureScheme, context: JudgeContext): Judge {
  const sign = createAwsSign()
  return (request) => {
    const claim = awsClaim(request)
    if (!claim) return undefined
    const spot = SPOTS[isHeaderForm(request) ? 'header' : 'query']
    const evidence = { spot, credential: context.hash(presentedAccessKeyId(request)) }
    if ('message' in claim) return turnAway(evidence, claim)
    const key = context.ring.accessKeys.get(claim.accessKeyId)
    if (!key) return turnAway(evidence, flaw('access key is unknown'))
    const found =
      scopeFlaw(claim, scheme) ??
      awsDateFlaw(claim, context.now()) ??
      headersFlaw(claim, request) ??
      signatureFlaw({ claim, key, sign }, request) ??
      sessionFlaw(claim, key)
    return found ? turnAway(evidence, found) : letIn(evidence, key)
  }
}

function scopeFlaw({ scope }: AwsClaim, { service, region }: AwsSignatureScheme): Flaw | undefined {
  if (scope.service !== service) return flaw(`is signed for another service than '${service}'`)
  if (region === undefined || scope.region === region) return undefined
  return flaw(`is signed for another region than '${region}'`)
}

function headersFlaw({ signedHeaders }: AwsClaim, { headers }: ReceivedRequest): Flaw | undefined {
  const sorted = signedHeaders.every((name, index) => index === 0 || name > (signedHeaders[index - 1] ?? ''))
  if (!sorted) return flaw('has signed headers out of order')
  if (!signedHeaders.includes('host')) return flaw("does not sign header 'host'")
  const absent = signedHeaders.some((name) => !Object.hasOwn(headers, name))
  if (absent) return flaw('signs a header that was not sent')
  const left = Object.keys(headers).find((name) => name.startsWith('x-amz-') && !signedHeaders.includes(name))
  return left === undefined ? undefined : flaw('does not sign all x-amz- headers')
}

interface KnownClaim {
  readonly claim: AwsClaim
  readonly key: AcceptedAccessKey
  readonly sign: AwsSign
}

function signatureFlaw({ claim, key, sign }: KnownClaim, request: ReceivedRequest): Flaw | undefined {
  const payload = awsPayload(request, claim)
  if (typeof payload !== 'string') return payload
  const signed = { ...claim, canonicalHash: canonicalHash(request, claim, payload) }
  if (sign(key.secretAccessKey, signed) === claim.signature) return undefined
  return { ...flaw('signature does not match'), ...(claim.in === 'query' ? { spot: SIGNATURE } : {}) }
}

function sessionFlaw({ in: place, sessionToken }: AwsClaim, key: AcceptedAccessKey): Flaw | undefined {
  if (sessionToken === key.sessionToken) return undefined
  const field = place === 'header' ? 'x-amz-security-token' : 'X-Amz-Security-Token'
  const spot = { in: place, field }
  return sessionToken === undefined
    ? { code: 'missing', message: 'must be sent with this access key', spot }
    : { ...flaw('is not the session token of this access key'), spot }
}

function flaw(message: string): Flaw {
  return { code: 'invalid', message }
}
