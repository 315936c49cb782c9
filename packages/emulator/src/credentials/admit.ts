import type { Violation } from '../receive/checked-request.ts'
import type { ReceivedRequest } from '../receive/received-request.ts'
import type { AcceptedCredential } from './accepted-credential.ts'
import type { AskIssued, Judge, JudgeContext, Judgement } from './judgement.ts'
import { createJudges } from './judges.ts'
import { createKeyRing } from './key-ring.ts'
import { secretFinder } from './presented.ts'
import { rememberedHash } from './remembered-hash.ts'
import type { CredentialScheme } from './scheme.ts'
import { secretFields } from './secret-fields.ts'
import type { Visitor } from './visitor.ts'

export interface AdmitOptions {
  /** In the order in which they are tried. None: everyone is let in. */
  readonly schemes: readonly CredentialScheme[]
  readonly accepted: readonly AcceptedCredential[]
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Access tokens that the authorization server gave out. Asked only for a bearer token that is not in `accepted`. */
  readonly issued?: AskIssued
}

/** A promise only where `issued` has to be asked; it is rejected when `issued` is. */
export type Admit = (request: ReceivedRequest) => Visitor | Promise<Visitor>

/**
 * Says who is asking: the first of the schemes that a request uses decides. It reads the request as it was sent,
 * query included, and keeps hashes alone.
 *
 * Throws a `TypeError` when a credential in `accepted` cannot be used; it names the place in the list, not the value.
 *
 * @example
 * ```ts
 * const admit = createAdmit({
 *   schemes: [{ scheme: 'bearer' }],
 *   accepted: [{ token: 'example', scopes: ['read'] }],
 *   now: () => 0,
 * })
 * const headers = { authorization: 'Bearer example' }
 * const visitor = await admit({ method: 'GET', url: '/', headers, body: undefined })
 * // visitor.problem === undefined, visitor.scopes is ['read']
 * ```
 */
export function createAdmit(options: AdmitOptions): Admit {
  const { schemes, now, issued } = options
  const hash = rememberedHash()
  const context: JudgeContext = { ring: createKeyRing(options.accepted), now, hash, issued }
  const judges = createJudges(schemes, context)
  const secretsOf = secretFinder(secretFields(schemes))
  const missing = missingViolation(schemes)
  return (request) => {
    const presented = secretsOf(request).map(([name, secret]): Presented => [name, hash(secret)])
    if (schemes.length === 0) return visitorOf(presented, undefined)
    const judgement = firstJudgement(judges, request)
    if (!judgement) return stranger(presented, missing)
    if (!(judgement instanceof Promise)) return visitorOf(presented, judgement)
    return judgement.then((judged) => visitorOf(presented, judged))
  }
}

type Presented = readonly [name: string, hash: string]

function firstJudgement(judges: readonly Judge[], request: ReceivedRequest): ReturnType<Judge> {
  for (const judge of judges) {
    const judgement = judge(request)
    if (judgement) return judgement
  }
  return undefined
}

function visitorOf(presented: readonly Presented[], judgement: Judgement | undefined): Visitor {
  return {
    credential: judgement?.credential ?? presented[0]?.[1] ?? null,
    presented: byName(presented, judgement),
    subject: judgement?.subject,
    scopes: judgement?.scopes,
    ...(judgement?.expiresAt !== undefined && { expiresAt: judgement.expiresAt }),
    problem: judgement?.problem,
    violation: judgement?.violation,
  }
}

/** Of one name the first. The spot of the credential that decided holds its hash, without a prefix. */
function byName(presented: readonly Presented[], judgement: Judgement | undefined): Visitor['presented'] {
  if (!judgement) return Object.fromEntries(presented.toReversed())
  const { spot, credential } = judgement
  // By far the most requests present one thing.
  if (presented.length === 1 && presented[0]?.[0] === spot.field) return { [spot.field]: credential }
  return Object.fromEntries([...presented.toReversed(), [spot.field, credential]])
}

function stranger(presented: readonly Presented[], missing: Violation): Visitor {
  const violation: Violation =
    missing.field !== null && presented.some(([name]) => name === missing.field)
      ? { ...missing, code: 'unsupported', message: 'has no credential in a form that this server takes' }
      : missing
  return { ...visitorOf(presented, undefined), problem: 'unauthenticated', violation }
}

/** Names the place of the first scheme. */
function missingViolation(schemes: readonly CredentialScheme[]): Violation {
  const [first] = schemes
  const place = first?.scheme === 'apiKey' ? first.in : 'header'
  const name = first?.scheme === 'apiKey' ? first.name : 'authorization'
  const field = place === 'header' ? name.toLowerCase() : name
  return { in: place, field, code: 'missing', message: `must have a credential in ${place} '${field}'` }
}
