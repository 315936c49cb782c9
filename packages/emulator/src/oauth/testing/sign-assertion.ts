import { generateKeyPairSync, sign } from 'node:crypto'
import type { JsonObject } from '../../json.ts'

/** A key pair, and JWTs signed with it. */
export interface Signer {
  /** PEM */
  readonly publicKey: string
  readonly publicJwk: JsonObject
  sign(claims: JsonObject, header?: JsonObject): string
}

export function signer(alg: 'RS256' | 'ES256'): Signer {
  const { privateKey, publicKey } =
    alg === 'RS256'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    publicJwk: publicKey.export({ format: 'jwk' }) as JsonObject,
    sign(claims, header = { alg, typ: 'JWT' }) {
      const data = [header, claims]
        .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
        .join('.')
      const digest = alg === 'RS256' ? 'RSA-SHA256' : 'SHA256'
      const signature = sign(digest, Buffer.from(data), { key: privateKey, dsaEncoding: 'ieee-p1363' })
      return `${data}.${signature.toString('base64url')}`
    },
  }
}
