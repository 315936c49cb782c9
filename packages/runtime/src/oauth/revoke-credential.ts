import type { AuthAlternative, Definition } from '@sallyport/definition'
import type { Credential } from '../authorize/credential.ts'
import type { Sender } from '../send/sender.ts'
import { applicationFor } from './client-of.ts'
import { type Revoked, revokeToken } from './revoke-token.ts'
import type { OAuthApplication } from './token-grant.ts'

/** What came of one token of a credential. */
export interface TokenReceipt {
  readonly token: 'access_token' | 'refresh_token' | 'credential'
  readonly status: 'revoked' | 'unsupported' | 'shared' | 'failed'
  /** A word for why it is not `revoked`. */
  readonly cause?: string
  /** Of a failure: how many milliseconds the third party asks for; absent where a repeat cannot help. */
  readonly retryInMs?: number
}

export interface RevokeCredentialOptions {
  readonly definition: Definition
  readonly credential: Credential
  /** Whether another connector lives on the same grant: then what would end the grant is not done. */
  readonly isShared: boolean
  /** Tokens that were ended before. */
  readonly ended?: readonly TokenReceipt['token'][]
  readonly applicationOf: (id: string) => Promise<OAuthApplication | undefined>
  readonly sender: Sender
  readonly scope?: string
}

/**
 * Ends what a credential's tokens permit at the third party, where it can. Keys and tokens that a person made there
 * are that person's, and may be in use elsewhere: they are `unsupported`, and only their copy here is erased.
 */
export async function revokeCredential(options: RevokeCredentialOptions): Promise<readonly TokenReceipt[]> {
  const { definition, credential, isShared, ended = [], applicationOf, sender, scope } = options
  const way: AuthAlternative | undefined = definition.auth[credential.alternative]
  const mechanism = way?.mechanism
  if (mechanism?.scheme !== 'oauth2')
    return [{ token: 'credential', status: 'unsupported', cause: 'made_by_its_owner' }]
  const { revoke } = mechanism
  if (revoke === undefined) return [{ token: 'credential', status: 'unsupported', cause: 'no_way_to_revoke' }]
  const values = {
    access_token: credential.fields[mechanism.field],
    refresh_token: credential.fields.refresh_token,
  }
  const held = revoke.tokens.filter((token) => values[token] !== undefined)
  if (revoke.endsGrant && isShared)
    return held.map((token) => ({ token, status: 'shared', cause: 'grant_in_use' }))
  const application = await applicationFor(credential, applicationOf)
  const receipts: TokenReceipt[] = []
  for (const name of revoke.endsGrant ? held.slice(0, 1) : held) {
    if (ended.includes(name)) continue
    const outcome = await revokeToken({
      mechanism,
      revocation: revoke,
      token: { name, value: values[name] ?? '' },
      application,
      origins: [...(credential.tokenOrigins ?? []), ...credential.origins],
      sender,
      ...(scope !== undefined && { scope }),
    })
    receipts.push(receiptOf(name, outcome))
  }
  return receipts
}

function receiptOf(token: 'access_token' | 'refresh_token', outcome: Revoked): TokenReceipt {
  switch (outcome.kind) {
    case 'revoked':
      return { token, status: 'revoked' }
    case 'refused':
      return { token, status: 'failed', cause: outcome.cause }
    case 'unsure':
      return { token, status: 'failed', cause: outcome.cause, retryInMs: outcome.retryInMs ?? 0 }
  }
}
