import type { Bucket } from '@sallyport/definition'
import { SallyportError } from '@sallyport/errors'
import type { Admission, Governor } from '../attempts/admission.ts'
import { nameOf, type ResolvedCall } from '../resolve/resolved-call.ts'
import type { Allowances } from './allowances.ts'
import { BoundedMap } from './bounded-map.ts'
import { type BucketFacts, countedTogether, keyOf } from './bucket-key.ts'
import { Chunk, type Wait } from './chunk.ts'
import { declaredBucket, unitsOf } from './declared-bucket.ts'
import { Gate } from './gate.ts'
import type { Limit } from './limit.ts'
import { type Ended, Meter, type Started } from './meter.ts'
import { TooLate } from './waiting-turns.ts'

const MAX_BUCKETS = 10_000
/** Of calls that count on no bucket. */
const UNCOUNTED: Admission = { done() {} }
/** With less before it, a call would hardly end in time, and a write's effect would not be known. Of less, half. */
const LEAST_CALL_MS = 1_000

/** Who asks, and how long that can wait. */
export interface Asking {
  /** Id of the organization; empty in local mode. */
  readonly organization: string
  /** Names the credential, such as the connector's id; never the secret. */
  readonly credential: string
  /** Those who are served in turn: a workspace and who acts in it, say. */
  readonly caller: string
  /** When the call has to be over, in milliseconds since the epoch. */
  readonly deadline: number
}

/** The governor of one call, and of what it sends again. */
export interface CallGovernor extends Governor {
  /** How the allowance stands on which the call counted; `undefined` where nobody knows. */
  limit(): Limit | undefined
}

export interface RateGovernorOptions {
  readonly now: () => number
  /** Resolves after so many milliseconds, and rejects as soon as the signal aborts. */
  readonly wait: Wait
  /** Where engines share what is allowed. Without it each counts for itself. */
  readonly allowances?: Allowances
}

interface Bucketed {
  readonly name: string
  readonly bucket: Bucket
  readonly meter: Meter
  readonly gate: Gate
}

/** Keeps calls below third parties' limits: those of a definition that declares any. */
export class RateGovernor {
  readonly #options: RateGovernorOptions
  readonly #buckets = new BoundedMap<Bucketed>(MAX_BUCKETS, ({ gate }) => gate.idle)

  constructor(options: RateGovernorOptions) {
    this.#options = options
  }

  for(asking: Asking): CallGovernor {
    let latest: Bucketed | undefined
    return {
      admit: async (call, signal) => {
        latest = this.#bucketOf(call, asking)
        return latest === undefined ? UNCOUNTED : this.#admit(latest, { call, asking, signal })
      },
      limit: () => latest && this.#limitOf(latest),
    }
  }

  async #admit(bucketed: Bucketed, { call, asking, signal }: Asked): Promise<Admission> {
    signal?.throwIfAborted()
    const { gate, bucket } = bucketed
    const started = await gate.enter({
      caller: asking.caller,
      units: unitsOf(call, bucket),
      deadline: asking.deadline - Math.min(LEAST_CALL_MS, (asking.deadline - this.#options.now()) / 2),
      signal,
    })
    if (started instanceof TooLate) throw spent(call, new Date(Math.ceil(started.at)))
    return admissionOf(gate, started)
  }

  #bucketOf(call: ResolvedCall, asking: Asking): Bucketed | undefined {
    const [name, bucket] = declaredBucket(call) ?? []
    if (name === undefined || bucket === undefined) return undefined
    const facts = { call, asking, name, bucket }
    const counted = countedTogether(facts)
    const known = this.#buckets.get(counted)
    if (known !== undefined) return known
    const made = this.#make(facts)
    this.#buckets.set(counted, made)
    return made
  }

  #make(facts: BucketFacts): Bucketed {
    const { allowances, now, wait } = this.#options
    const { name, bucket } = facts
    const { allows } = bucket
    const meter = new Meter(bucket)
    const shared = allows && { key: keyOf(facts), perWindow: allows.units, windowSeconds: allows.seconds }
    const chunk = allowances && shared && new Chunk({ ...shared, allowances, now, wait })
    return { name, bucket, meter, gate: new Gate({ meter, chunk, limit: allows?.units, now, wait }) }
  }

  #limitOf({ name, bucket, meter, gate }: Bucketed): Limit | undefined {
    const now = this.#options.now()
    const remaining = meter.known(gate.limit, now)
    if (remaining === undefined) return undefined
    const told = meter.told.left(now) === undefined ? undefined : meter.told.resetAt
    const at = meter.freeAt(Math.min(1, bucket.allows?.units ?? 1), gate.limit, now)
    return {
      bucket: name,
      remaining,
      ...(told !== undefined && { resetAt: new Date(told) }),
      ...(at > now && Number.isFinite(at) && { retryAt: new Date(Math.ceil(at)) }),
    }
  }
}

interface Asked {
  readonly call: ResolvedCall
  readonly asking: Asking
  readonly signal: AbortSignal | undefined
}

function admissionOf(gate: Gate, started: Started): Admission {
  let open = true
  return {
    done(answer, retryAt) {
      const ended: Ended = { answer, retryAt }
      if (open) gate.leave(started, ended)
      open = false
    },
  }
}

function spent(call: ResolvedCall, retryAt: Date): SallyportError {
  const message = `${nameOf(call)} was not sent: what ${call.definition.title} allows is spent for now.`
  return new SallyportError('upstream_rate_limited', message, {
    retryAt,
    sideEffect: 'none',
    fix: `Call again after ${retryAt.toISOString()}.`,
  })
}
