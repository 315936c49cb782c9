import type { SealContext, Vault } from '@sallyport/vault'
import { type CryptoKey, exportJWK, exportPKCS8, generateKeyPair, importJWK, importPKCS8 } from 'jose'
import type { SigningKey } from '../ports.ts'

/** RFC 8037: EdDSA over Ed25519. */
export const ALGORITHM = 'EdDSA'
const CURVE = { crv: 'Ed25519', extractable: true } as const

type SigningKeyName = Pick<SigningKey, 'organizationId' | 'id'>

/** Makes a key that signs an organization's tokens, its private half sealed. */
export async function createSigningKey(vault: Vault, name: SigningKeyName): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, CURVE)
  const plaintext = Buffer.from(await exportPKCS8(privateKey))
  const sealed = await vault.seal(contextOf(name), plaintext)
  plaintext.fill(0)
  return { ...name, publicKey: { ...(await exportJWK(publicKey)) }, sealed }
}

/** The private half, for signing only. */
export async function openSigningKey(vault: Vault, key: SigningKey): Promise<CryptoKey> {
  const plaintext = Buffer.from(await vault.open(contextOf(key), key.sealed))
  const privateKey = await importPKCS8(plaintext.toString('utf8'), ALGORITHM)
  plaintext.fill(0)
  return privateKey
}

export async function publicHalf(key: SigningKey): Promise<CryptoKey> {
  const imported = await importJWK({ ...key.publicKey, kty: 'OKP' }, ALGORITHM)
  if (imported instanceof Uint8Array) throw new TypeError('a signing key is not symmetric')
  return imported
}

function contextOf({ organizationId, id }: SigningKeyName): SealContext {
  return { organizationId, subjectId: id, purpose: 'signing-key', version: 1 }
}
