import type { SallyportError } from '@sallyport/errors'
import {
  type Credential,
  type ExternalAccount,
  type Proof,
  prove,
  type ResolvedCall,
  run,
  settled,
  type Warning,
} from '@sallyport/runtime'
import { type CallingOptions, runOptionsOf } from '../execute/run-options.ts'
import {
  type Candidate,
  type OpenCandidate,
  type OpenedCandidate,
  ownerOf,
  type SettledCandidate,
} from './candidate.ts'
import { candidateRefused } from './candidate-refused.ts'
import { keepingSpent } from './spent.ts'

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
  /** The refresh token that was given was used up for the trial: what is not stored now is lost. */
  readonly spent: boolean
  /** What is held of the tokens that came in its place. */
  readonly held: readonly string[]
}

export interface Doubt extends Warning {
  /** What the third party, or the way to it, failed with. */
  readonly error?: SallyportError
}

/** How long whoever connects an account waits for the third party. */
const DEADLINE_MS = 10_000

/**
 * Tries a credential with the definition's check before anything of it is stored, and asks whose it is. A third party
 * that is not there, slow or out of order says nothing against a credential. What a token endpoint gave meanwhile is in
 * what comes back, and the error says it where that is lost.
 *
 * @throws SallyportError `credential_refused`, `application_refused`; `outcome_unknown` where a refresh token may have
 * been used up; what keeps the engine itself from trying.
 */
export async function tryCandidate(options: TryOptions, candidate: Candidate, by: TriedFor): Promise<Tried> {
  const untouched = { credential: candidate.credential, granted: false, spent: false, held: [] }
  const opened = await settled(() => options.openCandidate(candidate, { kept: true }))
  if ('error' in opened) return judged(untouched, candidate, opened.error)
  if (opened.value === undefined) return unproved(untouched, NOT_USABLE)
  const tried = { ...by, opened: opened.value }
  const heard = await settled(() => proofOf(options, candidate, tried))
  const after = await opened.value.settled()
  const proof = 'error' in heard ? { ...heard, ...UNKNOWN, status: 'failed' as const } : heard.value
  const { error } = proof
  if (error !== undefined) return keepingSpent(after, async () => judged(after, candidate, error))
  // A token endpoint that gives a token for it has said all that can be asked.
  if (proof.status === 'skipped' && !after.granted) return unproved(after, NO_CHECK)
  return proved(after, proof)
}

/** A candidate that nobody tries, since its giver does not want it. */
export function untried(credential: Credential): Tried {
  return { ...UNKNOWN, credential, spent: false, held: [], doubt: NOT_TRIED, warnings: [] }
}

const UNKNOWN = { account: undefined, unidentified: undefined }

async function proofOf(
  options: TryOptions,
  candidate: Candidate,
  { caller, signal: gone, opened }: TriedFor & { readonly opened: OpenedCandidate },
): Promise<Proof> {
  const { template, config } = candidate
  await opened.ready()
  const over = options.now() + Math.min(DEADLINE_MS, options.deadlineMs)
  // What was got for a refresh token that is good once is stored, whether or not its giver is still there.
  const signal = opened.renews ? undefined : gone
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

function proved({ credential, spent, held }: SettledCandidate, { account, unidentified }: Proof): Tried {
  const warnings =
    unidentified === undefined
      ? []
      : [{ code: unidentified.code, message: `Whose account it is, is not known. ${unidentified.message}` }]
  return { credential, spent, held, account, unidentified, doubt: undefined, warnings }
}

function unproved({ credential, spent, held }: SettledCandidate, doubt: Doubt): Tried {
  const { code, message } = doubt
  const warning = { code, message: `The credential is not proved yet. ${message}` }
  return { ...UNKNOWN, credential, spent, held, doubt, warnings: [warning] }
}

const NO_CHECK: Doubt = {
  code: 'no_check',
  message: 'This connector type has no call that needs nothing but credential and settings.',
}
const NOT_USABLE: Doubt = {
  code: 'not_usable_yet',
  message: 'It holds nothing that a token could be got with.',
}
const NOT_TRIED: Doubt = { code: 'not_tried', message: 'It was not to be tried.' }

function judged(after: SettledCandidate, { template }: Candidate, error: SallyportError): Tried {
  if (REFUSALS.has(error.code)) throw candidateRefused(template.definition.title, error)
  if (NOT_OURS.has(error.code)) throw error
  if (error.family === 'upstream' || DOUBTS.has(error.code))
    return unproved(after, { code: error.code, message: error.message, error })
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
/** What another credential of the kind would hear too; and what nobody knows the end of. */
const NOT_OURS: ReadonlySet<string> = new Set(['application_refused', 'outcome_unknown'])
/** Ours, and nothing against the credential either. */
const DOUBTS: ReadonlySet<string> = new Set(['projection_failed', 'refresh_in_progress'])
