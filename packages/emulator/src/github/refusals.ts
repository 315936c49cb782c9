import { type Answer, jsonAnswer, textAnswer } from '../answer.ts'
import type { Operation } from '../description.ts'
import type { JsonObject } from '../json.ts'
import type { Violation } from '../request-check.ts'

const DOCUMENTATION = 'https://docs.github.com/rest'
const RATE_LIMITS = `${DOCUMENTATION}/overview/rate-limits-for-the-rest-api`

interface RefusalOptions {
  readonly documentationUrl?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  readonly errors?: readonly JsonObject[]
}

/** GitHub's error body (docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api). */
export function refusal(status: number, message: string, options: RefusalOptions = {}): Answer {
  const { documentationUrl = DOCUMENTATION, headers = {}, errors } = options
  const body = {
    message,
    ...(errors && { errors }),
    documentation_url: documentationUrl,
    status: String(status),
  }
  return jsonAnswer(status, body, headers)
}

export function badCredentials(): Answer {
  return refusal(401, 'Bad credentials')
}

export function requiresAuthentication(): Answer {
  return refusal(401, 'Requires authentication')
}

/** docs.github.com/rest/using-the-rest-api/getting-started-with-the-rest-api#user-agent */
export function userAgentRequired(): Answer {
  const text =
    'Request forbidden by administrative rules. Please make sure your request has a User-Agent header ' +
    `(${DOCUMENTATION}/overview/resources-in-the-rest-api#user-agent-required). ` +
    'Check https://developer.github.com for other possible causes.\n'
  return textAnswer(403, text, { 'content-type': 'text/html; charset=utf-8' })
}

export function notFound(operation?: Operation): Answer {
  return refusal(404, 'Not Found', { documentationUrl: operation?.documentationUrl })
}

export function conflict(operation?: Operation): Answer {
  return refusal(409, 'Conflict', { documentationUrl: operation?.documentationUrl })
}

export function unreadableBody(operation: Operation, message: string): Answer {
  return refusal(400, message, { documentationUrl: operation.documentationUrl })
}

export function bodyTooLarge(): Answer {
  return refusal(413, 'Payload too big')
}

export function validationFailed(operation: Operation | undefined, errors: readonly JsonObject[]): Answer {
  return refusal(422, 'Validation Failed', { documentationUrl: operation?.documentationUrl, errors })
}

/** GitHub says `missing_field` of a body and `missing` of a search without its `q`. */
export function errorsOf(resource: string, violations: readonly Violation[]): JsonObject[] {
  return violations.map(({ in: part, field, code }) => ({
    resource,
    code: code === 'missing' && part === 'body' ? 'missing_field' : code,
    field,
  }))
}

export function rateLimited(): Answer {
  return refusal(403, 'API rate limit exceeded for user ID 1.', { documentationUrl: RATE_LIMITS })
}

export function secondaryRateLimited(retryAfter: number): Answer {
  return refusal(
    403,
    'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
    {
      documentationUrl: `${RATE_LIMITS}#about-secondary-rate-limits`,
      headers: { 'retry-after': String(retryAfter) },
    },
  )
}

export function tooManyRequests(retryAfter: number): Answer {
  return refusal(429, 'API rate limit exceeded.', {
    documentationUrl: RATE_LIMITS,
    headers: { 'retry-after': String(retryAfter) },
  })
}

/** docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api#resource-not-accessible */
export function notPermitted(operation?: Operation): Answer {
  return refusal(403, 'Resource not accessible by personal access token', {
    documentationUrl: operation?.documentationUrl,
    headers: { 'x-accepted-github-permissions': 'issues=write' },
  })
}
