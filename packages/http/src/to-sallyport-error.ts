import { type ErrorCode, SallyportError } from '@sallyport/errors'
import type { FastifyError } from 'fastify'
import { problemsOf } from './validation.ts'

/** What Fastify itself refuses (fastify.dev/docs/latest/Reference/Errors), in our terms. */
const FASTIFY_CODES: Readonly<Record<string, readonly [ErrorCode, message: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload_too_large', 'The request body is over 1 MB.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: [
    'unsupported_media_type',
    'Send the body as "content-type: application/json".',
  ],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: [
    'malformed_request',
    'The body is not as long as content-length says.',
  ],
  FST_ERR_CTP_INVALID_JSON_BODY: [
    'malformed_request',
    'The body is not JSON, or has keys such as __proto__.',
  ],
  FST_ERR_BAD_URL: ['malformed_request', 'The URL cannot be decoded.'],
  FST_ERR_MAX_PARAM_LENGTH: ['malformed_request', 'A part of the path is too long.'],
}

/** Every failure of a request as an error of ours. What nobody foresaw is `internal`, its reason for the log. */
export function toSallyportError(error: FastifyError | SallyportError | Error): SallyportError {
  if (SallyportError.isInstance(error)) return error
  if ('validation' in error && error.validation) {
    const problems = problemsOf(error.validation as Parameters<typeof problemsOf>[0], error.validationContext)
    const message =
      problems.map((problem) => problem.message).join(' ') || 'The request does not fit its schema.'
    return new SallyportError('invalid_request', message, { problems })
  }
  const known = 'code' in error ? FASTIFY_CODES[error.code] : undefined
  if (known !== undefined) return new SallyportError(...known)
  if ('statusCode' in error && error.statusCode === 400) {
    return new SallyportError('malformed_request', 'The body is not JSON that this API takes.')
  }
  return new SallyportError('internal', 'The engine failed on this request.', { cause: error })
}
