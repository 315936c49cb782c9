import { type Act, type ErrorCode, type ErrorFamily, errorCodes, type SideEffect } from './codes.ts'

/** One of possibly many things wrong with an input. */
export interface Problem {
  /** Dotted path of the offending value (`params.owner`), or `null` for the whole. */
  readonly field: string | null
  /** One sentence that a model or a person can act on; never the value itself. */
  readonly message: string
  /** Kind of the problem in a word: `missing`, `type`, `unknown`, `enum` ... */
  readonly code: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** What is known of a third party's refusal. Never its body and never our headers. */
export interface UpstreamFacts {
  readonly method: string
  readonly host: string
  /** Path template of the operation, without values. */
  readonly path: string
  readonly status?: number
  readonly requestId?: string
}

export interface ErrorDetails {
  /** The exact step that mends it, with allowed values where there are any. */
  readonly fix?: string
  readonly problems?: readonly Problem[]
  readonly retryAt?: Date
  /** Replaces the code's own answer where the case at hand is known better. */
  readonly act?: Act
  readonly retryable?: boolean
  readonly sideEffect?: SideEffect
  readonly upstream?: UpstreamFacts
  /** Set by a client that read the error off the wire. */
  readonly requestId?: string
  /** For the log of the engine only; never serialised. */
  readonly cause?: unknown
}

const BRAND = Symbol.for('sallyport.error')

/**
 * The one error class of Sallyport. `code` tells what happened; the rest follows from the table of
 * codes unless the details say otherwise.
 *
 * @example
 * ```ts
 * import { SallyportError } from '@sallyport/errors'
 *
 * const error = new SallyportError('upstream_rate_limited', 'GitHub asks to slow down.', {
 *   retryAt: new Date('2026-01-01T00:00:00Z'),
 * })
 * if (error.retryable) console.log(error.code, error.status, error.retryAt)
 * ```
 */
export class SallyportError extends Error {
  override readonly name = 'SallyportError'
  readonly code: ErrorCode
  readonly family: ErrorFamily
  readonly status: number
  readonly act: Act
  readonly retryable: boolean
  readonly sideEffect: SideEffect
  readonly fix: string | undefined
  readonly problems: readonly Problem[]
  readonly retryAt: Date | undefined
  readonly upstream: UpstreamFacts | undefined
  readonly requestId: string | undefined

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    const facts = errorCodes[code]
    this.code = code
    this.family = facts.family
    this.status = facts.status
    this.act = details.act ?? facts.act
    this.retryable = details.retryable ?? facts.retryable
    this.sideEffect = details.sideEffect ?? facts.sideEffect
    this.fix = details.fix
    this.problems = details.problems ?? []
    this.retryAt = details.retryAt
    this.upstream = details.upstream
    this.requestId = details.requestId
    Object.defineProperty(this, BRAND, { value: true })
  }

  /** True for errors of any copy of this package: an application may have installed two. */
  static isInstance(value: unknown): value is SallyportError {
    return typeof value === 'object' && value !== null && BRAND in value
  }
}
