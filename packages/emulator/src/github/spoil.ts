import { type Answer, jsonAnswer, type Outcome, textAnswer } from '../answer.ts'
import type { Operation } from '../description.ts'
import type { Fault } from '../fault.ts'
import type { JsonObject } from '../json.ts'
import { deepBody, largeBody } from '../large-body.ts'
import type { RateLimit } from './rate-limit.ts'
import * as refusals from './refusals.ts'
import { resourceName } from './resource-name.ts'

export interface SpoilContext {
  readonly operation: Operation | undefined
  /** Path and query of the request. */
  readonly url: string
  readonly authorization: string | undefined
  readonly rateLimit: RateLimit
  readonly linkOrigin: string
  /** Lets the request take effect and gives the true answer. */
  readonly answer: () => Answer
}

type Play<Kind extends Fault['kind']> = (
  fault: Extract<Fault, { kind: Kind }>,
  context: SpoilContext,
) => Outcome

const HTML = { 'content-type': 'text/html; charset=utf-8' }
const ERROR_PAGE =
  '<!DOCTYPE html>\n<title>Unicorn! &middot; GitHub</title>\n<p>We had issues producing the response.</p>\n'
const SIGN_IN_PAGE = '<!DOCTYPE html>\n<title>Sign in to GitHub</title>\n<form method="post"></form>\n'
const NOT_QUITE_JSON = '{"id": 1, "title": Found a bug'

const PLAYS: { readonly [Kind in Fault['kind']]: Play<Kind> } = {
  unauthorized: () => refusals.badCredentials(),
  'rate-limited': ({ resetAfter = 3600 }, { rateLimit }) =>
    withHeaders(refusals.rateLimited(), rateLimit.spent(resetAfter)),
  'secondary-rate-limited': ({ retryAfter = 60 }) => refusals.secondaryRateLimited(retryAfter),
  forbidden: (_, { operation }) => refusals.notPermitted(operation),
  'not-found': (_, { operation }) => refusals.notFound(operation),
  conflict: (_, { operation }) => refusals.conflict(operation),
  invalid: ({ errors }, { operation }) =>
    refusals.validationFailed(operation, errors ?? [anyError(operation)]),
  'too-many-requests': ({ retryAfter = 60 }) => refusals.tooManyRequests(retryAfter),
  'server-error': () => textAnswer(500, ERROR_PAGE, HTML),
  'bad-gateway': () => jsonAnswer(502, { message: 'Server Error' }),
  silence: () => 'silence',
  reset: ({ at }, { answer }) => (at === 'body' ? { ...answer(), broken: true } : 'reset'),
  nonsense: ({ as }) =>
    as === 'html' ? textAnswer(200, SIGN_IN_PAGE, HTML) : textAnswer(200, NOT_QUITE_JSON),
  large: ({ bytes }) => {
    const headers = { 'content-length': String(bytes) }
    return { ...jsonAnswer(200, [], headers), body: () => largeBody(bytes) }
  },
  deep: ({ levels }) => textAnswer(200, deepBody(levels)),
  'big-integers': (_, { answer }) => withBigIntegers(answer()),
  redirect: ({ to, status = 302 }, { url }) => {
    const location = new URL(url, new URL(to).origin).href
    return jsonAnswer(status, { message: 'Moved', url: location }, { location })
  },
  'echo-authorization': ({ status = 400 }, { authorization = '' }) =>
    refusals.refusal(status, `Cannot accept "Authorization: ${authorization}"`),
  'repeating-cursor': (_, { answer, url, linkOrigin }) =>
    withHeaders(answer(), { link: `<${new URL(url, linkOrigin)}>; rel="next"` }),
}

export const faultKinds: readonly string[] = Object.keys(PLAYS)

/** What goes out when a fault is played. */
export function spoil<Kind extends Fault['kind']>(
  fault: Extract<Fault, { kind: Kind }>,
  context: SpoilContext,
): Outcome {
  return PLAYS[fault.kind](fault, context)
}

function anyError(operation: Operation | undefined): JsonObject {
  return { resource: resourceName(operation?.path ?? ''), code: 'invalid', field: 'base' }
}

/** Above 2^53 doubles are two apart, so that an odd number there survives in none. */
function withBigIntegers(answer: Answer): Answer {
  const text = answer.body.toString('utf8')
  const big = text.replace(/"id":(\d+)/g, (_, id: string) => `"id":${2n ** 53n + 2n * BigInt(id) + 1n}`)
  const { body, headers } = textAnswer(answer.status, big)
  return withHeaders({ ...answer, body }, headers)
}

function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } }
}
