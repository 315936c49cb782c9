import type { CredentialStore } from '../credential-store.ts'
import type { SavedToken } from './invariants.ts'

/** Notes each save that took effect, as the store saw it. */
export function noting(store: CredentialStore, saves: SavedToken[], now: () => number): CredentialStore {
  return {
    ...store,
    async lease(intent) {
      const lease = await store.lease(intent)
      if (lease === undefined) return undefined
      return {
        ...lease,
        async save(credential) {
          const how = await lease.save(credential)
          const replaces = lease.record.credential.fields.refresh_token ?? ''
          if (how === 'saved') saves.push({ replaces, at: now() })
          return how
        },
      }
    },
  }
}
