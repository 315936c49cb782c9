import type { StoredEntry } from './model-store.ts'
import { scopesOf } from './scope-rules.ts'
import type { TokenStore } from './token-store.ts'

/** Whom an access token speaks for. */
export interface LiveToken {
  /** `undefined` for a client that speaks for itself. */
  readonly subject: string | undefined
  readonly scopes: readonly string[]
  readonly clientId: string
}

/** A live access token, or `expired`; `undefined` for one that was never given or is revoked. */
export function findToken(store: TokenStore, token: string, now: number): LiveToken | 'expired' | undefined {
  const entry = accessEntry(store, token)
  if (!entry) return undefined
  if (entry.expiresAt <= now) return 'expired'
  const { accountId, clientId, scope, grantId } = entry.payload
  if (typeof grantId === 'string' && !store.model('Grant').entry(grantId)) return undefined
  return {
    subject: typeof accountId === 'string' ? accountId : undefined,
    scopes: scopesOf(scope),
    clientId: String(clientId),
  }
}

export function accessEntry(store: TokenStore, token: string): StoredEntry | undefined {
  return store.model('AccessToken').entry(token) ?? store.model('ClientCredentials').entry(token)
}

/** What vendors look up of what was issued, where a client leaves it out. */
export function issuedBy(store: TokenStore) {
  const text = (entry: StoredEntry | undefined, member: string) => {
    const value = entry?.payload[member]
    return typeof value === 'string' ? value : undefined
  }
  return {
    redirectUriOf: (code: string) => text(store.model('AuthorizationCode').entry(code), 'redirectUri'),
    clientOf: (token: string) =>
      text(accessEntry(store, token) ?? store.model('RefreshToken').entry(token), 'clientId'),
  }
}

const OF_A_GRANT = ['AccessToken', 'RefreshToken', 'AuthorizationCode', 'DeviceCode'] as const

/** Ends everything that the user of this access or refresh token gave to its client. Throws for an unknown one. */
export async function revokeAll(store: TokenStore, token: string): Promise<void> {
  const entry = accessEntry(store, token) ?? store.model('RefreshToken').entry(token)
  if (!entry) throw new Error('There is no such token.')
  await store.model('ClientCredentials').destroy(token)
  const { accountId, clientId } = entry.payload
  const grants = [...store.model('Grant').entries()].filter(
    ([, { payload }]) => payload.accountId === accountId && payload.clientId === clientId,
  )
  for (const [id] of grants) {
    for (const model of OF_A_GRANT) await store.model(model).revokeByGrantId(id)
    await store.model('Grant').destroy(id)
  }
}
