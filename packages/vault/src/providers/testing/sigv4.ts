import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { DoubleRequest } from './loopback-double.ts'

export interface SigningKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/**
 * Checks a signature of AWS as the receiver does (docs.aws.amazon.com/IAM/latest/UserGuide,
 * reference_sigv-create-signed-request), for requests to `/` without a query. Written apart from the
 * client that signs.
 */
export function isSigned(request: DoubleRequest, key: SigningKey, scope: string): boolean {
  const { headers, method, body } = request
  const [, credential = '', signedHeaders = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    ) ?? []
  const time = String(headers['x-amz-date'])
  const date = time.slice(0, 8)
  if (credential !== `${key.accessKeyId}/${date}/${scope}/aws4_request`) return false
  const names = signedHeaders.split(';')
  if (!['host', 'x-amz-date', 'x-amz-target'].every((name) => names.includes(name))) return false
  const lines = names.map((name) => `${name}:${String(headers[name]).trim()}\n`).join('')
  const canonical = [method, request.target, '', lines, signedHeaders, sha256(body)].join('\n')
  const text = ['AWS4-HMAC-SHA256', time, `${date}/${scope}/aws4_request`, sha256(canonical)].join('\n')
  const parts = [date, ...scope.split('/'), 'aws4_request']
  const signing = parts.reduce<string | Buffer>(
    (last, part) => hmac(last, part),
    `AWS4${key.secretAccessKey}`,
  )
  return timingSafeEqual(hmac(signing, text), Buffer.from(signature, 'hex'))
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
