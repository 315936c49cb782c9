import assert from 'node:assert/strict'
import type { CredentialRecord } from '../credential-store.ts'
import type { PlayedVendor } from './played-vendor.ts'

/** What must hold whatever died, stood still or was lost. */
export function checkInvariants(vendor: PlayedVendor, saves: readonly SavedToken[]): void {
  const byToken = Map.groupBy(vendor.presented, ({ token }) => token)
  for (const [token, presented] of byToken) {
    const inTime = presented.toSorted((a, b) => a.from - b.from)
    for (const [at, { from }] of inTime.entries()) {
      const before = inTime[at - 1]
      if (before === undefined) continue
      assert.ok(before.until !== undefined && before.until <= from, `two presentations of ${token} overlap`)
    }
    const replaced = saves.find(({ replaces }) => replaces === token)
    const last = inTime.at(-1)
    if (replaced === undefined || last === undefined) continue
    assert.ok(last.from <= replaced.at, `${token} was presented after what it gave was saved`)
  }
}

/** A save that took effect. */
export interface SavedToken {
  readonly replaces: string
  readonly at: number
}

/** Only the vendor's own end of a grant may need its user, and that is true of it then. */
export function checkState({ state, credential }: CredentialRecord, vendor: PlayedVendor): void {
  if (state !== 'needs_reauth') return
  assert.ok(!vendor.takes(credential.fields.refresh_token), 'needs_reauth, and the refresh token is good')
}
