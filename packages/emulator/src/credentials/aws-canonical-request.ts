import { hash } from 'node:crypto'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { AwsClaim } from './aws-claim.ts'
import { pathOf, percentDecoded, type QueryPair } from './query-pairs.ts'

/**
 * SHA-256 in hex of the canonical request ("Create a signed AWS API request", step 1). All texts are bytes, as
 * Node.js hands over headers and addresses.
 */
export function canonicalHash(request: ReceivedRequest, claim: AwsClaim, payload: string): string {
  const canonical = [
    request.method,
    canonicalPath(pathOf(request.url), claim.scope.service),
    canonicalQuery(claim),
    ...claim.signedHeaders.map((name) => `${name}:${headerValue(request, name)}`),
    '',
    claim.signedHeaders.join(';'),
    payload,
  ].join('\n')
  return hash('sha256', Buffer.from(canonical, 'latin1'))
}

/**
 * S3 takes the path as the key it is, every other service takes the path as it was sent, without empty and dot
 * segments, and encodes it once more.
 */
function canonicalPath(path: string, service: string): string {
  // S3 reads `+` in a path as a space.
  if (service === 's3') return encoded(percentDecoded(path.replaceAll('+', ' '))).replaceAll('%2F', '/')
  return encoded(normalised(path)).replaceAll('%2F', '/')
}

/** RFC 3986, 5.2.4, and one slash for several. */
function normalised(path: string): string {
  const kept: string[] = []
  const segments = path.split('/')
  for (const segment of segments) {
    if (segment === '..') kept.pop()
    else if (segment !== '' && segment !== '.') kept.push(segment)
  }
  const isFolder = kept.length > 0 && ['', '.', '..'].includes(segments.at(-1) ?? '')
  return `/${kept.join('/')}${isFolder ? '/' : ''}`
}

/** Sorted by encoded name, then by encoded value; without the signature itself. */
function canonicalQuery({ in: place, pairs }: AwsClaim): string {
  return pairs
    .filter(([name]) => place === 'header' || name !== 'X-Amz-Signature')
    .map(([name, value]): QueryPair => [encoded(name), encoded(value)])
    .sort((one, other) => compared(one[0], other[0]) || compared(one[1], other[1]))
    .map((pair) => pair.join('='))
    .join('&')
}

function compared(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

function headerValue({ headers }: ReceivedRequest, name: string): string {
  const value = headers[name]
  return (typeof value === 'string' ? value : (value ?? []).join(',')).trim().replace(/\s+/g, ' ')
}

/** AWS's UriEncode of bytes: all but the unreserved characters of RFC 3986, 2.3. */
function encoded(bytes: string): string {
  return bytes.replace(/[^A-Za-z\d._~-]/g, (byte) => {
    return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
  })
}
