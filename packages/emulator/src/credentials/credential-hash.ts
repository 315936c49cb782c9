import { hash } from 'node:crypto'

/** SHA-256 in hex of the UTF-8 of a secret: what the ledger and every visitor hold in its place. */
export function credentialHash(secret: string): string {
  return hash('sha256', secret)
}
