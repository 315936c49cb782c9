import {
  constants,
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto'

export interface JwtKeys {
  readonly publicKey: KeyObject
  readonly privateKey: KeyObject
}

export const rsa: JwtKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const otherRsa: JwtKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const p256: JwtKeys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
export const p384: JwtKeys = generateKeyPairSync('ec', { namedCurve: 'P-384' })
export const p521: JwtKeys = generateKeyPairSync('ec', { namedCurve: 'P-521' })
export const ed25519: JwtKeys = generateKeyPairSync('ed25519')
export const ed448: JwtKeys = generateKeyPairSync('ed448')

export function pem(key: KeyObject): string {
  return key.export({ type: key.type === 'private' ? 'pkcs8' : 'spki', format: 'pem' }).toString()
}

export function jwk(key: KeyObject): string {
  return JSON.stringify(key.export({ format: 'jwk' }))
}

/** A JWT that is signed as its header says, or with no signature where it says none. */
export function signedJwt(header: { alg: string }, claims: object, key: KeyObject | string): string {
  const signed = `${encoded(header)}.${encoded(claims)}`
  return `${signed}.${signatureOf(header.alg, Buffer.from(signed), key).toString('base64url')}`
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function signatureOf(alg: string, data: Buffer, key: KeyObject | string): Buffer {
  const digest = `sha${alg.slice(2)}`
  if (alg === 'none') return Buffer.alloc(0)
  if (alg.startsWith('HS')) return createHmac(digest, key).update(data).digest()
  const secret = typeof key === 'string' ? createPrivateKey(key) : key
  if (alg.startsWith('RS')) return sign(digest, data, secret)
  if (alg.startsWith('ES')) return sign(digest, data, { key: secret, dsaEncoding: 'ieee-p1363' })
  if (!alg.startsWith('PS')) return sign(null, data, secret)
  const { RSA_PKCS1_PSS_PADDING: padding, RSA_PSS_SALTLEN_DIGEST: saltLength } = constants
  return sign(digest, data, { key: secret, padding, saltLength })
}
