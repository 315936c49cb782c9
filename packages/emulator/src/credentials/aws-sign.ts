import { createHmac } from 'node:crypto'
import { AWS_ALGORITHM, type AwsScope } from './aws-claim.ts'

/** What is signed. */
export interface AwsSigned {
  readonly scope: AwsScope
  readonly timestamp: string
  /** SHA-256 in hex of the canonical request. */
  readonly canonicalHash: string
}

export type AwsSign = (secretAccessKey: string, signed: AwsSigned) => string

const KEYS = 100

/**
 * A signer that gives signatures in hex ("Create a signed AWS API request", steps 3 and 4). It remembers the keys
 * of up to 100 days, regions and services: each takes four HMACs.
 */
export function createAwsSign(): AwsSign {
  const keys = new Map<string, Buffer>()
  return (secretAccessKey, { scope, timestamp, canonicalHash }) => {
    const place = `${scope.date}/${scope.region}/${scope.service}/aws4_request`
    const name = `${place}/${secretAccessKey}`
    const key = keys.get(name) ?? signingKey(secretAccessKey, place)
    if (keys.size >= KEYS) keys.clear()
    keys.set(name, key)
    return hmac(key, `${AWS_ALGORITHM}\n${timestamp}\n${place}\n${canonicalHash}`).toString('hex')
  }
}

function signingKey(secretAccessKey: string, place: string): Buffer {
  return place.split('/').reduce<Buffer>(hmac, Buffer.from(`AWS4${secretAccessKey}`))
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text, 'latin1').digest()
}
