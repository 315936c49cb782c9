import type { OAuth2Mechanism } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { Sender } from '../send/sender.ts'
import type { UpstreamAnswer } from '../send/upstream.ts'
import { readTokenAnswer, type TokenAnswer } from './token-answer.ts'
import type { OAuthApplication, TokenGrant } from './token-grant.ts'
import { tokenRequest } from './token-request.ts'

/** A token answer is a few hundred bytes. */
const MAX_BYTES = 64 * 1024
const DEADLINE_MS = 20_000

export interface TokenQuestion {
  readonly mechanism: OAuth2Mechanism
  readonly grant: TokenGrant
  /** Absent where the vendor wants none. */
  readonly application?: OAuthApplication
  /** Exact origins that the grant and the application's secret may go to, as they were sealed. */
  readonly origins: readonly string[]
  readonly sender: Sender
  /** Milliseconds for the answer (20,000). */
  readonly deadlineMs?: number
  /** Keeps the connections of one tenant apart from those of others. */
  readonly scope?: string
}

/**
 * Brings a grant to the token endpoint of a definition, once, and says what came of it. It does not throw: what a
 * refresh token's owner has to do follows from the answer.
 */
export async function askForToken(question: TokenQuestion): Promise<TokenAnswer> {
  const { mechanism, grant, application, origins, sender, deadlineMs = DEADLINE_MS, scope } = question
  let answer: UpstreamAnswer
  try {
    const request = tokenRequest(mechanism, grant, application)
    // A definition may have changed since the secrets were given for it.
    if (!origins.includes(request.url.origin)) return { kind: 'not_sent', cause: 'destination_refused' }
    answer = await sender.send(request, {
      deadlineMs,
      maxBytes: MAX_BYTES,
      ...(scope !== undefined && { scope }),
    })
  } catch (error) {
    return lost(error)
  }
  return readTokenAnswer(mechanism, answer, secretsOf(grant, application))
}

/** `sideEffect` of what the sender throws tells whether a byte may have left. */
function lost(error: unknown): TokenAnswer {
  // A header or body that cannot be written: undici refuses it before it sends.
  if (error instanceof TypeError) return { kind: 'not_sent', cause: 'not_a_request' }
  if (!SallyportError.isInstance(error)) return { kind: 'unknown', cause: 'failed_to_send' }
  return { kind: error.sideEffect === 'none' ? 'not_sent' : 'unknown', cause: error.code }
}

function secretsOf(grant: TokenGrant, application: OAuthApplication | undefined): string[] {
  const { clientSecret } = application ?? {}
  return [...Object.values(grant).flat(), ...(clientSecret === undefined ? [] : [clientSecret])]
}
