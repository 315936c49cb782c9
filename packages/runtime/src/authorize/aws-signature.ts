import { createHash, createHmac } from 'node:crypto'
import type { SignatureMechanism } from '@sallyport/definition'
import type { PlannedRequest } from '../plan.ts'
import { fill } from './fill.ts'

type Fields = Readonly<Record<string, string>>

/**
 * Signs a request with AWS Signature Version 4: docs.aws.amazon.com, IAM, "Create a signed AWS API request".
 *
 * @param now Milliseconds since the epoch.
 */
export function awsSigned(
  request: PlannedRequest,
  mechanism: SignatureMechanism,
  { fields, now }: { readonly fields: Fields; readonly now: number },
): PlannedRequest {
  const date = new Date(now).toISOString().replace(/[-:]|\.\d{3}/g, '')
  const region = fill(mechanism.region, fields)
  const session = mechanism.sessionToken === undefined ? undefined : fields[mechanism.sessionToken]
  const payload = payloadHash(request.body)
  const headers: Record<string, string> = {
    ...lowerCased(request.headers),
    'x-amz-date': date,
    'x-amz-content-sha256': payload,
    ...(session !== undefined && { 'x-amz-security-token': session }),
  }
  const signed: Record<string, string> = { ...headers, host: request.url.host }
  const names = Object.keys(signed).sort()
  const canonical = [
    request.method,
    canonicalPath(request.url, mechanism.service),
    canonicalQuery(request.url),
    ...names.map((name) => `${name}:${signed[name]?.trim().replace(/ +/g, ' ')}`),
    '',
    names.join(';'),
    payload,
  ].join('\n')
  const scope = `${date.slice(0, 8)}/${region}/${mechanism.service}/aws4_request`
  const toSign = ['AWS4-HMAC-SHA256', date, scope, sha256(canonical)].join('\n')
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${fields[mechanism.secretKey]}`)
  const signature = hmac(key, toSign).toString('hex')
  const credential = `${fields[mechanism.accessKey]}/${scope}`
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=${names.join(';')}, Signature=${signature}`
  return { ...request, headers: { ...headers, authorization } }
}

/** What streams is signed without its bytes, which only S3 takes, and only over TLS. */
function payloadHash(body: PlannedRequest['body']): string {
  if (body === undefined || typeof body === 'string' || body instanceof Uint8Array) return sha256(body ?? '')
  return 'UNSIGNED-PAYLOAD'
}

/** S3 takes a path as it is; every other service has what is sent encoded a second time. */
function canonicalPath({ pathname }: URL, service: string): string {
  if (service === 's3') {
    return pathname
      .split('/')
      .map((segment) => encoded(decodeURIComponent(segment)))
      .join('/')
  }
  return pathname.replace(/\/+/g, '/').split('/').map(encoded).join('/')
}

function canonicalQuery({ searchParams }: URL): string {
  const pairs = [...searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
  return pairs.sort().join('&')
}

/** RFC 3986 2.3: everything but unreserved characters. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function lowerCased(headers: Fields): Fields {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest()
}
