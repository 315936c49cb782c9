import { type Answer, jsonAnswer } from '../respond/answer.ts'
import { withoutWait, withWait } from './retry-after.ts'
import type { Plays, SpoilContext } from './spoil-context.ts'

const HOUR = 3600
const MINUTE = 60

/** Faults that are an answer which refuses. */
export const refusalPlays: Plays<
  | 'unauthorized'
  | 'forbidden'
  | 'rate-limited'
  | 'secondary-rate-limited'
  | 'too-many-requests'
  | 'not-found'
  | 'conflict'
  | 'invalid'
  | 'server-error'
  | 'bad-gateway'
  | 'unavailable'
  | 'gateway-timeout'
  | 'in-band-error'
  | 'redirect'
  | 'echo-authorization'
  | 'echo-headers'
  | 'token-error'
> = {
  unauthorized: (_, { problem }) => problem('invalid_credential'),
  forbidden: (_, { problem }) => problem('forbidden'),
  'rate-limited': ({ resetAfter = HOUR, status }, { problem }) => {
    const answer = problem('rate_limited', { resetAfter })
    return status ? { ...answer, status } : answer
  },
  'secondary-rate-limited': ({ retryAfter = MINUTE }, { problem, now }) =>
    withWait(problem('secondary_rate_limited', { retryAfter }), {
      seconds: retryAfter,
      as: 'seconds',
      now: now(),
    }),
  'too-many-requests': ({ retryAfter = MINUTE, as = 'seconds' }, { problem, now }) =>
    withWait(problem('too_many_requests', { retryAfter, resetAfter: retryAfter }), {
      seconds: retryAfter,
      as,
      now: now(),
    }),
  'not-found': (_, { problem }) => problem('not_found'),
  conflict: (_, { problem }) => problem('conflict'),
  invalid: ({ errors }, { problem }) => problem('invalid', errors ? { errors } : {}),
  'server-error': (_, { problem }) => problem('server_error'),
  'bad-gateway': (_, { problem }) => problem('bad_gateway'),
  unavailable: ({ retryAfter, as = 'seconds' }, { problem, now }) => {
    if (retryAfter === undefined) return withoutWait(problem('unavailable'))
    return withWait(problem('unavailable', { retryAfter }), { seconds: retryAfter, as, now: now() })
  },
  'gateway-timeout': (_, { problem }) => problem('gateway_timeout'),
  'in-band-error': ({ error }, { problem }) => problem('in_band', error === undefined ? {} : { error }),
  redirect: ({ to, status = 302 }, { request, origin }) => {
    // Not resolved against the origin: a path such as `//other` would choose a host.
    const location = `${to === 'self' ? origin : new URL(to).origin}${request.url}`
    return jsonAnswer(status, { message: 'Moved', url: location }, { location })
  },
  'echo-authorization': ({ status = 400 }, context) =>
    echo(`Cannot accept "Authorization: ${context.request.headers.authorization ?? ''}"`, status, context),
  'echo-headers': ({ status = 400 }, context) =>
    echo(`Cannot accept the headers ${JSON.stringify(context.request.headers)}`, status, context),
  'token-error': ({ error = 'invalid_grant', description, status = 400 }) =>
    jsonAnswer(
      status,
      { error, ...(description !== undefined && { error_description: description }) },
      // RFC 6749, 5.1, asks it of every answer that may hold a token.
      { 'cache-control': 'no-store', ...(status === 401 && { 'www-authenticate': 'Basic realm="token"' }) },
    ),
}

/** In the vendor's words where they have a place for a message. */
function echo(message: string, status: number, { problem }: SpoilContext): Answer {
  const answer = problem('invalid', { message })
  const told = answer.body.toString('utf8').includes(JSON.stringify(message).slice(1, -1))
  return told ? { ...answer, status } : jsonAnswer(status, { message })
}
