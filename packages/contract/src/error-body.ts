import { type Act, isErrorCode, type Problem, SallyportError, type SideEffect } from '@sallyport/errors'

export const ACTS = ['agent', 'user', 'developer', 'operator', 'wait'] as const
export const SIDE_EFFECTS = ['none', 'done', 'unknown'] as const

/** The same as `ErrorEnvelope`, without its schema: for clients that carry none. */
export interface ErrorBody {
  readonly message: string
  readonly errors: readonly {
    readonly field: string | null
    readonly message: string
    readonly error_code: string
    readonly details: Readonly<Record<string, unknown>> | null
  }[]
  readonly code: string
  readonly act: Act
  readonly retryable: boolean
  readonly retry_at: string | null
  readonly side_effect: SideEffect
  readonly fix: string | null
  readonly request_id: string
}

export function toErrorBody(error: SallyportError, requestId: string): ErrorBody {
  return {
    message: error.message,
    errors: error.problems.map(({ field, message, code, details }) => ({
      field,
      message,
      error_code: code,
      details: details ?? null,
    })),
    code: error.code,
    act: error.act,
    retryable: error.retryable,
    retry_at: isTime(error.retryAt) ? error.retryAt.toISOString() : null,
    side_effect: error.sideEffect,
    fix: error.fix ?? null,
    request_id: requestId,
  }
}

/**
 * Reads an error off the wire. Anything that is not our envelope becomes `engine_unreachable`. What a
 * newer engine says and this code does not know is left out: the table of codes stands in for it.
 */
export function fromErrorBody(status: number, body: unknown): SallyportError {
  if (!isEnvelope(body)) return foreign(status)
  const { message, code, act, retryable, retry_at, side_effect, fix, request_id } = body
  const retryAt = typeof retry_at === 'string' ? new Date(retry_at) : undefined
  return new SallyportError(isErrorCode(code) ? code : 'internal', message, {
    problems: body.errors.filter(isWireProblem).map(toProblem),
    ...(isOneOf(ACTS, act) && { act }),
    ...(typeof retryable === 'boolean' && { retryable }),
    ...(isOneOf(SIDE_EFFECTS, side_effect) && { sideEffect: side_effect }),
    ...(typeof fix === 'string' && { fix }),
    ...(isTime(retryAt) && { retryAt }),
    ...(typeof request_id === 'string' && { requestId: request_id }),
  })
}

/** Something between the client and the engine answered, or something else is at its address. */
function foreign(status: number): SallyportError {
  const message = `The engine's address answered ${status}, not as the engine.`
  if (status >= 500 || status === 429) return new SallyportError('engine_unreachable', message)
  return new SallyportError('engine_unreachable', message, {
    act: 'developer',
    retryable: false,
    fix: 'Check that the address is that of the engine.',
  })
}

/** What makes a body ours; of the rest nothing is believed before it is looked at. */
type Envelope = { readonly [K in keyof ErrorBody]?: unknown } & {
  readonly message: string
  readonly code: string
  readonly errors: readonly unknown[]
}

function isEnvelope(body: unknown): body is Envelope {
  return (
    isObject(body) &&
    typeof body.message === 'string' &&
    typeof body.code === 'string' &&
    Array.isArray(body.errors)
  )
}

type WireProblem = ErrorBody['errors'][number]

function isWireProblem(value: unknown): value is WireProblem {
  return isObject(value) && typeof value.message === 'string' && typeof value.error_code === 'string'
}

function toProblem({ field, message, error_code: code, details }: WireProblem): Problem {
  return {
    field: typeof field === 'string' ? field : null,
    message,
    code,
    ...(isObject(details) && { details }),
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isOneOf<const T>(known: readonly T[], value: unknown): value is T {
  return known.some((each) => each === value)
}

/** An unreadable text makes a `Date` too, which throws when it is written. */
function isTime(date: Date | undefined): date is Date {
  return date !== undefined && !Number.isNaN(date.getTime())
}
