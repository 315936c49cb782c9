import { type ErrorRule, type RetryTime, type UpstreamFailure, valueAt } from '@sallyport/definition'
import { SallyportError, type UpstreamFacts } from '@sallyport/errors'
import { serverUrl } from './destination.ts'
import { nameOf, type ResolvedCall } from './resolve/resolved-call.ts'
import { retryTime, type Told } from './retry-time.ts'
import { headerOf, type UpstreamAnswer } from './send/upstream.ts'

const MAX_MESSAGE = 300
const MAX_REQUEST_ID = 200

/** What a third party's refusal means where no rule of the definition says otherwise. */
const BY_STATUS: Readonly<Record<number, UpstreamFailure>> = {
  401: 'credential_invalid',
  402: 'upstream_forbidden',
  403: 'upstream_forbidden',
  404: 'upstream_not_found',
  408: 'upstream_unavailable',
  409: 'upstream_conflict',
  410: 'upstream_not_found',
  412: 'upstream_conflict',
  423: 'upstream_conflict',
  425: 'upstream_unavailable',
  429: 'upstream_rate_limited',
  451: 'upstream_forbidden',
}

function byStatus(status: number): UpstreamFailure {
  return BY_STATUS[status] ?? (status >= 500 ? 'upstream_unavailable' : 'upstream_invalid')
}

const RETRY_AFTER: RetryTime = { header: 'retry-after', as: 'retry-after' }

/** An answer that is no success, with what is parsed of its body (`undefined` where it is not JSON). */
export interface Refusal {
  readonly call: ResolvedCall
  readonly answer: UpstreamAnswer
  readonly body: unknown
  readonly now: number
}

/** Turns a refusal into the error that says who has to do what. */
export function classify({ call, answer, body, now }: Refusal): SallyportError {
  const { definition } = call
  const rule = definition.errors.rules.find((candidate) => fits(candidate, answer, body))
  const failure = rule?.is ?? byStatus(answer.status)
  const paths = definition.errors.message
  const said = messageOf(rule?.message === undefined ? paths : [rule.message, ...paths], body)
  const times = rule?.retryAt ? [rule.retryAt, RETRY_AFTER] : [RETRY_AFTER]
  const retryAt = mayWait(failure) ? firstTime(times, { headers: answer.headers, body }, now) : undefined
  return new SallyportError(failure, sentence(failure, call, said), {
    upstream: factsOf(call, answer),
    ...(retryAt && { retryAt }),
    ...FIXES[failure],
  })
}

function mayWait(failure: UpstreamFailure): boolean {
  return failure === 'upstream_rate_limited' || failure === 'upstream_unavailable'
}

function firstTime(times: readonly RetryTime[], told: Told, now: number): Date | undefined {
  return times.map((time) => retryTime(time, told, now)).find((time) => time !== undefined)
}

function fits({ when }: ErrorRule, { status, headers }: UpstreamAnswer, body: unknown): boolean {
  if (when.status !== undefined && ![when.status].flat().includes(status)) return false
  const headersFit = Object.entries(when.header ?? {}).every(([name, wanted]) => {
    const value = headerOf(headers, name)
    return wanted === '*' ? value !== undefined : value === wanted
  })
  return (
    headersFit && Object.entries(when.body ?? {}).every(([path, words]) => isTold(valueAt(body, path), words))
  )
}

type Wanted = string | number | boolean | readonly string[]

function isTold(value: unknown, told: Wanted): boolean {
  return typeof told === 'number' || typeof told === 'boolean' ? value === told : contains(value, told)
}

function contains(value: unknown, words: string | readonly string[]): boolean {
  if (typeof value !== 'string') return false
  const text = value.toLowerCase()
  return [words].flat().some((word) => text.includes(word.toLowerCase()))
}

function messageOf(paths: readonly string[], body: unknown): string {
  const found = paths.map((path) => valueAt(body, path)).find((value) => typeof value === 'string')
  if (typeof found !== 'string') return ''
  // Cut first: it may be megabytes long. The second cut may part a character in two.
  const line = found.slice(0, 10 * MAX_MESSAGE).replace(/[\p{Cc}\s]+/gu, ' ')
  return line.trim().slice(0, MAX_MESSAGE).toWellFormed()
}

function sentence(failure: UpstreamFailure, call: ResolvedCall, said: string): string {
  const words = said === '' ? '' : ` It says: ${said}`
  return `${nameOf(call)}: ${call.definition.title} ${PHRASES[failure]}.${words}`
}

function factsOf(call: ResolvedCall, { status, headers }: UpstreamAnswer): UpstreamFacts {
  const { definition, operation } = call
  const requestId = definition.errors.requestId && headerOf(headers, definition.errors.requestId)
  return {
    method: operation.method,
    host: new URL(serverUrl(definition.server, call.config)).host,
    path: operation.path,
    status,
    ...(requestId && { requestId: requestId.slice(0, MAX_REQUEST_ID) }),
  }
}

const PHRASES: Readonly<Record<UpstreamFailure, string>> = {
  credential_invalid: 'does not accept the credential of this connector',
  upstream_conflict: 'says that this collides with the present state',
  upstream_forbidden: 'does not let this credential do that',
  upstream_invalid: 'refuses the values of the call',
  upstream_not_found: 'has no such thing, or hides it from this credential',
  upstream_rate_limited: 'asks to slow down',
  upstream_unavailable: 'failed to answer',
}

const FIXES: Readonly<Partial<Record<UpstreamFailure, { readonly fix: string }>>> = {
  credential_invalid: { fix: 'Connect the account again with a valid credential.' },
  upstream_forbidden: {
    fix: 'Give the credential the permission at the third party, or use another account.',
  },
  upstream_not_found: {
    fix: 'Check the ids and names in the parameters, and that the credential can see them.',
  },
  upstream_invalid: { fix: 'Change the parameters as the third party says.' },
}
