import type { ErrorRules } from '@sallyport/definition'

const reset = { header: 'x-ratelimit-reset', as: 'unix-seconds' } as const

/** docs.github.com/rest/using-the-rest-api/troubleshooting-the-rest-api, and what GraphQL says in its answers. */
export const errors = {
  inBand: { at: 'errors' },
  rules: [
    // docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: limits answer 403 or 429.
    {
      when: { status: 403, header: { 'retry-after': '*' } },
      is: 'upstream_rate_limited',
      retryAt: { header: 'retry-after', as: 'retry-after' },
    },
    {
      when: { status: [403, 429], header: { 'x-ratelimit-remaining': '0' } },
      is: 'upstream_rate_limited',
      retryAt: reset,
    },
    {
      when: { status: 403, body: { message: ['secondary rate limit', 'abuse detection'] } },
      is: 'upstream_rate_limited',
    },
    // "Validation Failed" says in its list what is wrong; of a name that is taken nothing has to be corrected.
    { when: { status: 422, body: { 'errors.0.code': 'already_exists' } }, is: 'upstream_conflict' },
    { when: { status: 422, body: { message: 'already exists' } }, is: 'upstream_conflict' },
    { when: { status: 422, body: { 'errors.0.message': 'already exists' } }, is: 'upstream_conflict' },
    // Of a branch that is not there GitHub says no 404: one that was deleted is gone, however often that is asked for.
    { when: { status: 422, body: { message: 'Reference does not exist' } }, is: 'upstream_not_found' },
    // docs.github.com/rest/pulls/pulls: what GitHub says of a merge that cannot be.
    { when: { status: 405 }, is: 'upstream_conflict' },
    // docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api: these come with status 200.
    {
      when: { status: 200, body: { 'errors.0.type': 'RATE_LIMIT' } },
      is: 'upstream_rate_limited',
      retryAt: reset,
    },
    {
      when: { status: 200, body: { 'errors.0.message': 'secondary rate limit' } },
      is: 'upstream_rate_limited',
    },
    { when: { body: { 'errors.0.type': 'NOT_FOUND' } }, is: 'upstream_not_found' },
    { when: { body: { 'errors.0.type': ['FORBIDDEN', 'INSUFFICIENT_SCOPES'] } }, is: 'upstream_forbidden' },
    {
      when: { status: 200, body: { 'errors.0.message': 'something went wrong while executing your query' } },
      is: 'upstream_unavailable',
    },
  ],
  message: ['errors.0.message', 'message'],
  requestId: 'x-github-request-id',
} as const satisfies ErrorRules
