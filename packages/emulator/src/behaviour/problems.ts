/**
 * Everything that can be wrong, and what a vendor says that has no words of its own for it.
 * `vendor.behaviour.json` has the vendor's under `problems`.
 */
export const PROBLEMS = {
  unauthenticated: { status: 401, message: 'Authentication is required' },
  invalid_credential: { status: 401, message: 'The credential is not accepted' },
  expired_credential: { status: 401, message: 'The credential has expired' },
  forbidden: { status: 403, message: 'The credential does not allow this' },
  missing_header: { status: 400, message: 'A required header is missing' },
  no_route: { status: 404, message: 'There is nothing at this path' },
  method_not_allowed: { status: 405, message: 'The method is not allowed here' },
  not_found: { status: 404, message: 'There is no such record' },
  unreadable: { status: 400, message: 'The body cannot be read' },
  unsupported_type: { status: 415, message: 'The content type is not supported' },
  too_large: { status: 413, message: 'The body is too large' },
  invalid: { status: 400, message: 'The request is not valid' },
  invalid_document: { status: 400, message: 'The document is not valid' },
  invalid_query: { status: 400, message: 'The query is not valid' },
  invalid_cursor: { status: 400, message: 'The cursor is not valid' },
  invalid_page_size: { status: 400, message: 'The page size is not valid' },
  exists: { status: 409, message: 'There is one already' },
  conflict: { status: 409, message: 'The request conflicts with the state' },
  gone: { status: 410, message: 'It is gone' },
  precondition_failed: { status: 412, message: 'It has changed' },
  range_not_satisfiable: { status: 416, message: 'The range is not satisfiable' },
  invalid_mask: { status: 400, message: 'The field mask is not valid' },
  upload_not_found: { status: 404, message: 'There is no such upload' },
  upload_range: { status: 400, message: 'These bytes are not the next ones' },
  idempotency_mismatch: { status: 400, message: 'The idempotency key was used for another request' },
  rate_limited: { status: 429, message: 'Too many requests' },
  secondary_rate_limited: { status: 429, message: 'Too many requests at once' },
  too_many_requests: { status: 429, message: 'Too many requests' },
  server_error: { status: 500, message: 'Something went wrong' },
  bad_gateway: { status: 502, message: 'Bad gateway' },
  unavailable: { status: 503, message: 'Not available' },
  gateway_timeout: { status: 504, message: 'Gateway timeout' },
  in_band: { status: 200, message: 'It did not work' },
} as const

export type ProblemName = keyof typeof PROBLEMS
