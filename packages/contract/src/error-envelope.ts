import { type Act, isErrorCode, type Problem, SallyportError, type SideEffect } from '@sallyport/errors'
import { Type } from 'typebox'
import { orNull } from './schemas.ts'

/**
 * The body of every answer that is not a success. Existing clients show `errors[].message` joined, or
 * `message` where `errors` is empty; the rest tells a program what to do.
 */
export const ErrorEnvelope = Type.Object({
  message: Type.String(),
  errors: Type.Array(
    Type.Object({
      field: orNull(Type.String()),
      message: Type.String(),
      error_code: Type.String(),
      details: orNull(Type.Record(Type.String(), Type.Unknown())),
    }),
  ),
  code: Type.String(),
  act: Type.Enum(['agent', 'user', 'developer', 'operator', 'wait']),
  retryable: Type.Boolean(),
  retry_at: orNull(Type.String({ format: 'date-time' })),
  side_effect: Type.Enum(['none', 'done', 'unknown']),
  fix: orNull(Type.String()),
  request_id: Type.String(),
})

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
    retry_at: error.retryAt?.toISOString() ?? null,
    side_effect: error.sideEffect,
    fix: error.fix ?? null,
    request_id: requestId,
  }
}

/** Reads an error off the wire. Anything that is not our envelope becomes `engine_unreachable`. */
export function fromErrorBody(status: number, body: unknown): SallyportError {
  if (!isErrorBody(body)) {
    return new SallyportError(
      'engine_unreachable',
      `The engine's address answered ${status}, not as the engine.`,
    )
  }
  const problems: Problem[] = body.errors.map(({ field, message, error_code, details }) => ({
    field,
    message,
    code: error_code,
    ...(details && { details }),
  }))
  return new SallyportError(isErrorCode(body.code) ? body.code : 'internal', body.message, {
    act: body.act,
    retryable: body.retryable,
    sideEffect: body.side_effect,
    problems,
    requestId: body.request_id,
    ...(body.fix && { fix: body.fix }),
    ...(body.retry_at && { retryAt: new Date(body.retry_at) }),
  })
}

function isErrorBody(body: unknown): body is ErrorBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    'message' in body &&
    typeof body.message === 'string' &&
    'code' in body &&
    'errors' in body &&
    Array.isArray(body.errors)
  )
}
