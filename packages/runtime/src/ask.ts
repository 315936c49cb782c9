import { SallyportError } from '@sallyport/errors'
import type { Authorizer } from './authorize/authorizer.ts'
import { sendWithCredential } from './authorize/once-more.ts'
import { parseBody, parseBodyLeniently } from './body/parse-body.ts'
import { classify } from './classify.ts'
import { inBandResult } from './in-band.ts'
import type { PlannedRequest } from './plan.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
import type { Sender } from './send/sender.ts'
import type { UpstreamAnswer } from './send/upstream.ts'

/** Who asks, of a call that takes more than one request. */
export interface Asker {
  readonly call: ResolvedCall
  readonly authorizer: Authorizer
  readonly sender: Sender
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Milliseconds for one request. */
  readonly deadlineMs: number
  readonly signal?: AbortSignal
  readonly scope?: string
}

/** Decision 14: what an answer may measure, decoded. */
const MAX_BYTES = 8 * 1024 * 1024

/** Sends one request of a call, with the credential or bare. The answer is redacted either way. */
export async function ask(
  asker: Asker,
  request: PlannedRequest,
  { credential }: { readonly credential: boolean },
): Promise<UpstreamAnswer> {
  const { call, authorizer, sender, deadlineMs, signal, scope } = asker
  const send = async (sent: PlannedRequest) => {
    const answer = await sender.send(sent, {
      deadlineMs,
      maxBytes: MAX_BYTES,
      path: call.operation.path,
      ...(signal && { signal }),
      ...(scope !== undefined && { scope }),
    })
    return authorizer.redact(answer)
  }
  if (!credential) return send(request)
  const stampable = { authorizer, request, operation: nameOf(call), time: () => ({ deadlineMs, signal }) }
  return sendWithCredential(stampable, send, (answer) => refusesCredential(asker, answer))
}

/** Whether an answer says, by the rules of the definition, that the credential is not accepted. */
function refusesCredential({ call, now }: Asker, answer: UpstreamAnswer): boolean {
  if (answer.status < 400 && call.definition.errors.inBand === undefined) return false
  const body = parseBodyLeniently(answer)
  if (answer.status < 400 && inBandResult(call, body) !== 'failure') return false
  return classify({ call, answer, body, now: now() }).code === 'credential_invalid'
}

/**
 * The body of a step between, where it is a success.
 *
 * @throws SallyportError of the family `upstream`, also for what says only in its body that it failed.
 */
export function bodyOf({ call, now }: Asker, answer: UpstreamAnswer, expected: 'json' | 'anything'): unknown {
  if (answer.status >= 400) throw classify({ call, answer, body: parseBodyLeniently(answer), now: now() })
  if (answer.status >= 300) {
    const message = `${nameOf(call)}: ${call.definition.title} answered ${answer.status} and points elsewhere.`
    throw new SallyportError('destination_refused', message)
  }
  const body = expected === 'json' ? parseBody(answer).value : parseBodyLeniently(answer)
  if (inBandResult(call, body) === 'failure') throw classify({ call, answer, body, now: now() })
  return body
}

/**
 * A refusal by an origin that never saw the credential says nothing about it: there the address itself is the
 * permission, and it has run out or never was one.
 */
export function refusedBare(call: ResolvedCall, error: SallyportError): SallyportError {
  if (error.code !== 'credential_invalid' && error.code !== 'upstream_forbidden') return error
  const { upstream } = error
  return new SallyportError(
    'upstream_forbidden',
    `${nameOf(call)}: the address that ${call.definition.title} gave is not accepted, or no longer.`,
    { fix: 'Call again for a new address.', cause: error, ...(upstream && { upstream }) },
  )
}
