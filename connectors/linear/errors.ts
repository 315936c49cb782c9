import type { ErrorRules, UpstreamFailure } from '@sallyport/definition'

const CODE = 'errors.0.extensions.code'
const TYPE = 'errors.0.extensions.type'
const STATUS = 'errors.0.extensions.statusCode'
const MESSAGE = 'errors.0.message'

/** Words of Linear's types of errors, as `@linear/sdk` tells them apart, in the order in which they decide. */
const TYPES: readonly (readonly [string, UpstreamFailure])[] = [
  ['ratelimited', 'upstream_rate_limited'],
  ['authentication', 'credential_invalid'],
  ['forbidden', 'upstream_forbidden'],
  ['feature not accessible', 'upstream_forbidden'],
  ['usage limit exceeded', 'upstream_forbidden'],
  ['lock timeout', 'upstream_unavailable'],
  ['network error', 'upstream_unavailable'],
  ['internal error', 'upstream_unavailable'],
  ['bootstrap error', 'upstream_unavailable'],
]

const STATUSES: readonly (readonly [number, UpstreamFailure])[] = [
  [401, 'credential_invalid'],
  [403, 'upstream_forbidden'],
  [404, 'upstream_not_found'],
  [409, 'upstream_conflict'],
  [429, 'upstream_rate_limited'],
  [500, 'upstream_unavailable'],
  [502, 'upstream_unavailable'],
  [503, 'upstream_unavailable'],
  [504, 'upstream_unavailable'],
]

/** When an allowance is whole again, by the header that tells; linear.app/developers/rate-limiting. */
const resetOf = (what: 'endpoint-requests' | 'requests' | 'complexity') =>
  ({
    when: { header: { [`x-ratelimit-${what}-remaining`]: '0' }, body: { [CODE]: 'RATELIMITED' } },
    is: 'upstream_rate_limited',
    retryAt: { header: `x-ratelimit-${what}-reset`, as: 'unix-milliseconds' },
  }) as const

/** linear.app/developers/graphql: errors stand in the answer, whatever its status (400 where a limit is passed). */
export const errors: ErrorRules = {
  inBand: { at: 'errors' },
  rules: [
    // The allowance grows by the second: where Linear names a wait, it is shorter than that until all is back.
    {
      when: { header: { 'retry-after': '*' }, body: { [CODE]: 'RATELIMITED' } },
      is: 'upstream_rate_limited',
    },
    resetOf('endpoint-requests'),
    resetOf('complexity'),
    resetOf('requests'),
    { when: { body: { [CODE]: 'RATELIMITED' } }, is: 'upstream_rate_limited' },
    ...TYPES.map(([word, is]) => ({ when: { body: { [TYPE]: word } }, is })),
    { when: { body: { [MESSAGE]: 'entity not found' } }, is: 'upstream_not_found' },
    { when: { body: { [MESSAGE]: 'conflict on insert' } }, is: 'upstream_conflict' },
    ...STATUSES.map(([status, is]) => ({ when: { body: { [STATUS]: status } }, is })),
  ],
  message: ['errors.0.extensions.userPresentableMessage', MESSAGE],
}
