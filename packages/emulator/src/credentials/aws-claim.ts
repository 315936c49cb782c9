import type { ReceivedRequest } from '../receive/received-request.ts'
import type { Flaw } from './judgement.ts'
import { type QueryPair, queryPairs, textOf } from './query-pairs.ts'

export const AWS_ALGORITHM = 'AWS4-HMAC-SHA256'

export interface AwsScope {
  /** `20150830`. */
  readonly date: string
  readonly region: string
  readonly service: string
}

/** What a request says of its own signature. */
export interface AwsClaim {
  readonly in: 'header' | 'query'
  readonly accessKeyId: string
  readonly scope: AwsScope
  readonly signedHeaders: readonly string[]
  /** 64 hexadecimal digits. */
  readonly signature: string
  /** `20150830T123600Z`. */
  readonly timestamp: string
  /** Seconds as they were sent; in the query alone. */
  readonly expires: string | undefined
  readonly sessionToken: string | undefined
  readonly pairs: readonly QueryPair[]
}

interface ClaimParts {
  readonly credential: string | undefined
  readonly signedHeaders: string | undefined
  readonly signature: string | undefined
  readonly timestamp: string | undefined
}

/** `undefined` where the request uses no AWS signature, a flaw where it does and cannot be read. */
export function awsClaim(request: ReceivedRequest): AwsClaim | Flaw | undefined {
  const pairs = queryPairs(request.url)
  if (isHeaderForm(request)) return headerClaim(request, pairs)
  return pairs.some(([name]) => name === 'X-Amz-Signature') ? queryClaim(pairs) : undefined
}

/** A bare `AWS4-HMAC-SHA256` is this form too, an unreadable one. */
export function isHeaderForm({ headers }: ReceivedRequest): boolean {
  return headers.authorization?.startsWith(AWS_ALGORITHM) ?? false
}

/** Id of the access key in `id/date/region/service/aws4_request`, whatever else is wrong with the request. */
export function accessKeyIdIn(text: string | undefined): string | undefined {
  return /^([^/\s]{1,128})\/[^/\s]+\/[^/\s]+\/[^/\s]+\/aws4_request$/.exec(text ?? '')?.[1]
}

/** The `Name=value` members of the Authorization header. `undefined` where one comes twice. */
export function headerMembers(authorization: string): ReadonlyMap<string, string> | undefined {
  const members = authorization.slice(AWS_ALGORITHM.length).split(',')
  const pairs = members.map((member): [string, string] => {
    const [name = '', ...rest] = member.trim().split('=')
    return [name, rest.join('=')]
  })
  const map = new Map(pairs)
  return map.size === pairs.length ? map : undefined
}

function headerClaim({ headers }: ReceivedRequest, pairs: readonly QueryPair[]): AwsClaim | Flaw {
  const { authorization = '' } = headers
  const members = headerMembers(authorization)
  if (authorization[AWS_ALGORITHM.length] !== ' ' || members?.size !== 3) {
    return unreadable('does not have Credential, SignedHeaders and Signature')
  }
  const claim = claimOf({
    credential: members.get('Credential'),
    signedHeaders: members.get('SignedHeaders'),
    signature: members.get('Signature'),
    timestamp: text(headers['x-amz-date']) ?? basicDate(headers.date),
  })
  if ('message' in claim) return claim
  const sessionToken = text(headers['x-amz-security-token'])
  return { ...claim, in: 'header', expires: undefined, sessionToken, pairs }
}

function queryClaim(pairs: readonly QueryPair[]): AwsClaim | Flaw {
  const own = pairs.filter(([name]) => name.startsWith('X-Amz-'))
  const members = new Map(own)
  if (members.size !== own.length) return unreadable('has an X-Amz parameter twice')
  if (members.get('X-Amz-Algorithm') !== AWS_ALGORITHM) {
    return { code: 'unsupported', message: `has another X-Amz-Algorithm than ${AWS_ALGORITHM}` }
  }
  const claim = claimOf({
    credential: members.get('X-Amz-Credential'),
    signedHeaders: members.get('X-Amz-SignedHeaders'),
    signature: members.get('X-Amz-Signature'),
    timestamp: members.get('X-Amz-Date'),
  })
  if ('message' in claim) return claim
  const token = members.get('X-Amz-Security-Token')
  const sessionToken = token === undefined ? undefined : textOf(token)
  return { ...claim, in: 'query', expires: members.get('X-Amz-Expires'), sessionToken, pairs }
}

type SharedClaim = Pick<AwsClaim, 'accessKeyId' | 'scope' | 'signedHeaders' | 'signature' | 'timestamp'>

function claimOf(parts: ClaimParts): SharedClaim | Flaw {
  const { signature = '', timestamp = '' } = parts
  const accessKeyId = accessKeyIdIn(parts.credential)
  const [, date = '', region = '', service = ''] = parts.credential?.split('/') ?? []
  if (accessKeyId === undefined) return unreadable('has no credential of five parts that end in aws4_request')
  const signedHeaders = (parts.signedHeaders ?? '').split(';')
  if (!signedHeaders.every((name) => /^[a-z\d!#$%&'*+.^_`|~-]+$/.test(name))) {
    return unreadable('has no list of signed headers in small letters')
  }
  if (!/^[\da-f]{64}$/.test(signature)) return unreadable('has no signature of 64 hexadecimal digits')
  if (!/^\d{8}T\d{6}Z$/.test(timestamp)) return unreadable('has no date of the form 20150830T123600Z')
  return { accessKeyId, scope: { date, region, service }, signedHeaders, signature, timestamp }
}

/** Where X-Amz-Date is left out, the Date header holds. */
function basicDate(date: string | undefined): string | undefined {
  if (date === undefined || /^\d{8}T/.test(date)) return date
  const time = Date.parse(date)
  return Number.isNaN(time) ? undefined : new Date(time).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

function text(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function unreadable(message: string): Flaw {
  return { code: 'unreadable', message }
}
