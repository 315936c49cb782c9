import { generateKeyPairSync } from 'node:crypto'

/** The key of ID tokens. Where they matter it is RSA, which clients expect; else one that is made faster. */
export function signingKey(openid: boolean): { readonly jwk: object; readonly alg: string } {
  const { privateKey } = openid
    ? generateKeyPairSync('rsa', { modulusLength: 2048 })
    : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const alg = openid ? 'RS256' : 'ES256'
  return { alg, jwk: { ...privateKey.export({ format: 'jwk' }), alg, use: 'sig', kid: 'emulator' } }
}
