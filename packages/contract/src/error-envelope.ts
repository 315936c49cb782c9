import { Type } from 'typebox'
import { ACTS, SIDE_EFFECTS } from './error-body.ts'
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
  act: Type.Enum([...ACTS]),
  retryable: Type.Boolean(),
  retry_at: orNull(Type.String({ format: 'date-time' })),
  side_effect: Type.Enum([...SIDE_EFFECTS]),
  fix: orNull(Type.String()),
  request_id: Type.String(),
})
