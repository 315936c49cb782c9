import { type OAuth2Mechanism, type Revocation, valueAt } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import { parseBodyLeniently } from '../body/parse-body.ts'
import { retryTime } from '../retry-time.ts'
import type { Sender } from '../send/sender.ts'
import { headerOf, type UpstreamAnswer } from '../send/upstream.ts'
import { revocationRequest } from './revocation-request.ts'
import type { OAuthApplication } from './token-grant.ts'

/** What came of ending one token. `cause` is a word: never a secret, never a body. */
export type Revoked =
  /** It is ended, or was before. */
  | { readonly kind: 'revoked' }
  /** It may work later. */
  | { readonly kind: 'unsure'; readonly cause: string; readonly retryInMs?: number }
  /** It was refused, and a repeat will be too. */
  | { readonly kind: 'refused'; readonly cause: string }

export interface RevokeQuestion {
  readonly mechanism: OAuth2Mechanism
  readonly revocation: Revocation
  readonly token: { readonly name: 'access_token' | 'refresh_token'; readonly value: string }
  readonly application: OAuthApplication | undefined
  /** Exact origins that the token may go to, as they were sealed. */
  readonly origins: readonly string[]
  readonly sender: Sender
  readonly scope?: string
}

const MAX_BYTES = 64 * 1024
const DEADLINE_MS = 15_000

/** Ends one token at the third party (RFC 7009, or what stands for it there). Does not throw. */
export async function revokeToken(question: RevokeQuestion): Promise<Revoked> {
  const { revocation, origins, sender, scope } = question
  let answer: UpstreamAnswer
  try {
    const request = revocationRequest(question)
    if (!origins.includes(request.url.origin)) return { kind: 'refused', cause: 'destination_refused' }
    answer = await sender.send(request, {
      deadlineMs: DEADLINE_MS,
      maxBytes: MAX_BYTES,
      ...(scope !== undefined && { scope }),
    })
  } catch (error) {
    return { kind: 'unsure', cause: SallyportError.isInstance(error) ? error.code : 'failed_to_send' }
  }
  return readAnswer(revocation, answer)
}

/** What says that the token is not good any more: the aim is reached. */
const GONE = ['invalid_token', 'token_revoked', 'token_expired', 'invalid_auth', 'account_inactive']

function readAnswer({ done, as, gone = [] }: Revocation, answer: UpstreamAnswer): Revoked {
  const { status } = answer
  const body = parseBodyLeniently(answer)
  if (status >= 200 && status < 300 && (done === undefined || valueAt(body, done) === true)) {
    return { kind: 'revoked' }
  }
  if (status === 429 || status >= 500) return later(answer)
  const error = valueAt(body, 'error')
  if (typeof error === 'string' && GONE.includes(error)) return { kind: 'revoked' }
  // Where the token itself is the proof, one that is not accepted is ended.
  if ((status === 401 && as === 'bearer') || gone.includes(status)) return { kind: 'revoked' }
  return { kind: 'refused', cause: `status_${status}` }
}

function later(answer: UpstreamAnswer): Revoked {
  const told = headerOf(answer.headers, 'retry-after')
  const at =
    told === undefined
      ? undefined
      : retryTime({ header: 'retry-after', as: 'seconds' }, { headers: answer.headers, body: undefined }, 0)
  return {
    kind: 'unsure',
    cause: answer.status === 429 ? 'rate_limited' : `status_${answer.status}`,
    ...(at && { retryInMs: at.getTime() }),
  }
}
