import { credentialHash } from './credential-hash.ts'

const ENTRIES = 1000
const LENGTH = 4096

/** `credentialHash` that remembers up to 1,000 texts of up to 4,096 characters. */
export function rememberedHash(): (secret: string) => string {
  const hashes = new Map<string, string>()
  return (secret) => {
    const known = hashes.get(secret)
    if (known !== undefined) return known
    const made = credentialHash(secret)
    if (secret.length > LENGTH) return made
    if (hashes.size >= ENTRIES) hashes.clear()
    hashes.set(secret, made)
    return made
  }
}
