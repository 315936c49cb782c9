import type { Credential, CredentialStore } from '@sallyport/runtime'
import type { Vault } from '@sallyport/vault'
import type { CredentialRows } from '../credentials/credential-rows.ts'
import { CredentialSaves } from '../credentials/credential-saves.ts'
import { type CredentialOwner, sealCredential } from '../credentials/sealed-credential.ts'
import { sealedCredentialStore } from '../credentials/sealed-credential-store.ts'
import { Settlements } from '../credentials/settlements.ts'
import type { ChangeFeed, SealedCredential } from '../ports.ts'

export interface SealedStoresOptions {
  readonly rows: CredentialRows
  readonly vault: Vault
  readonly changes: Pick<ChangeFeed, 'subscribe'>
}

/** Credentials as one engine has them: sealed rows, and the vault around them. For tests of the rows. */
export interface SealedStores {
  seal(owner: CredentialOwner, credential: Credential): Promise<SealedCredential>
  open(owner: CredentialOwner): CredentialStore
}

export function sealedStores({ rows, vault, changes }: SealedStoresOptions): SealedStores {
  const nothing = async () => {}
  const spool = { put: nothing, remove: nothing, list: async () => [] }
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  const saves = new CredentialSaves({ rows, spool, wait, onFailure: () => {} })
  const settlements = new Settlements({ rows, changes })
  return {
    seal: (owner, credential) => sealCredential(vault, owner, credential),
    open: (owner) =>
      sealedCredentialStore({ rows, vault, settlements, saves, refreshAt: () => undefined }, owner),
  }
}
