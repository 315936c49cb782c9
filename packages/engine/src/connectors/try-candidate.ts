import { SallyportError } from '@sallyport/errors'
import {
  type Credential,
  type ExternalAccount,
  type Proof,
  prove,
  type ResolvedCall,
  run,
  type Warning,
} from '@sallyport/runtime'
import { type CallingOptions, runOptionsOf } from '../execute/run-options.ts'
import { type Candidate, type OpenCandidate, type OpenedCandidate, ownerOf } from './candidate.ts'

export interface TryOptions extends CallingOptions {
  readonly openCandidate: OpenCandidate
  readonly newId: () => string
}

/** For whom a candidate is tried, and until when. */
export interface TriedFor {
  /** Id of the application behind the request; the turns of its calls are shared fairly with others. */
  readonly caller: string
  readonly signal?: AbortSignal
}

/** A candidate that was not refused. */
export interface Tried {
  /** What is to be stored. */
  readonly credential: Credential
  readonly account: ExternalAccount | undefined
  /** Why nobody knows whose account it is, though the third party would tell. */
  readonly unidentified: SallyportError | undefined
  /** Why nobody knows whether it works. */
  readonly doubt: Doubt | undefined
  readonly warnings: readonly Warning[]
}

export interface Doubt extends Warning {
  /** What the third party, or the way to it, failed with. */
  readonly error?: SallyportError
}

/** How long whoever connects an account waits for the third party. */
const DEADLINE_MS = 10_000

/**
 * Tries a credential with the definition's check before anything of it is stored, and asks whose it is. A third party
 * that is not there, slow or out of order says nothing against a credential.
 *
 * @throws SallyportError `credential_refused`; what keeps the engine itself from trying.
 */
export async function tryCandidate(options: TryOptions, candidate: Candidate, by: TriedFor): Promise<Tried> {
  const { credential } = candidate
  try {
    const opened = await options.openCandidate(candidate)
    if (opened === undefined) return unproved(credential, NOT_USABLE)
    const proof = await proofOf(options, candidate, { ...by, opened })
    if (proof.status === 'skipped') return unproved(opened.credential, NO_CHECK)
    if (proof.error) return judged(opened.credential, candidate, proof.error)
    return proved(opened.credential, proof)
  } catch (error) {
    if (!SallyportError.isInstance(error)) throw error
    return judged(credential, candidate, error)
  }
}

/** A candidate that nobody tries, since its giver does not want it. */
export function untried(credential: Credential): Tried {
  return { credential, account: undefined, unidentified: undefined, doubt: NOT_TRIED, warnings: [] }
}

function proofOf(
  options: TryOptions,
  candidate: Candidate,
  { caller, signal, opened }: TriedFor & { readonly opened: OpenedCandidate },
): Promise<Proof> {
  const { template, config } = candidate
  const over = options.now() + Math.min(DEADLINE_MS, options.deadlineMs)
  const send = (call: ResolvedCall) => {
    const deadlineMs = Math.max(1, over - options.now())
    return run(call, opened.authorizer, {
      ...runOptionsOf({ ...options, deadlineMs }, { applicationId: caller }, ownerOf(candidate)),
      callId: options.newId(),
      ...(signal && { signal }),
    })
  }
  return prove({ definition: template.definition, config }, send)
}

function proved(credential: Credential, { account, unidentified }: Proof): Tried {
  const warnings =
    unidentified === undefined
      ? []
      : [{ code: unidentified.code, message: `Whose account it is, is not known. ${unidentified.message}` }]
  return { credential, account, unidentified, doubt: undefined, warnings }
}

function unproved(credential: Credential, doubt: Doubt): Tried {
  const { code, message } = doubt
  const warning = { code, message: `The credential is not proved yet. ${message}` }
  return { credential, account: undefined, unidentified: undefined, doubt, warnings: [warning] }
}

const NO_CHECK: Doubt = {
  code: 'no_check',
  message: 'This connector type has no call that needs nothing but credential and settings.',
}
const NOT_USABLE: Doubt = { code: 'not_usable_yet', message: 'It has to be exchanged for a token first.' }
const NOT_TRIED: Doubt = { code: 'not_tried', message: 'It was not to be tried.' }

function judged(credential: Credential, { template }: Candidate, error: SallyportError): Tried {
  if (REFUSALS.has(error.code)) throw refused(template.definition.title, error)
  if (error.family === 'upstream' || DOUBTS.has(error.code))
    return unproved(credential, { code: error.code, message: error.message, error })
  throw error
}

/** What says that this credential will not do, now or later. */
const REFUSALS: ReadonlySet<string> = new Set([
  'credential_invalid',
  'reauthorization_required',
  'upstream_forbidden',
  'upstream_invalid',
  'upstream_not_found',
])
/** Ours, and nothing against the credential either. */
const DOUBTS: ReadonlySet<string> = new Set(['projection_failed', 'refresh_in_progress'])

function refused(title: string, error: SallyportError): SallyportError {
  return new SallyportError('credential_refused', `${title} refuses the credential. ${error.message}`, {
    fix: FIXES[error.code] ?? 'Give a credential that is valid at the third party.',
    problems: [{ field: 'credentials', code: error.code, message: error.message }],
    cause: error,
    ...(error.upstream && { upstream: error.upstream }),
  })
}

const WITHOUT_TRYING = 'or connect it without being tried, with "validate": false'
const FIXES: Readonly<Record<string, string>> = {
  upstream_forbidden: `Give the credential the permission, use another kind of credential or account, ${WITHOUT_TRYING}.`,
  upstream_not_found: `Check the settings that say where the account is, ${WITHOUT_TRYING}.`,
  upstream_invalid: `Check the settings and the kind of credential, ${WITHOUT_TRYING}.`,
}
