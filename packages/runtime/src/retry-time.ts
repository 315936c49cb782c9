import { type RetryTime, valueAt } from '@sallyport/definition'
import { headerOf, type ReadonlyHeaders } from './send/upstream.ts'

/** A third party that names a later time is wrong or hostile; nobody waits longer for it. */
const MAX_WAIT_MS = 24 * 3600 * 1000

/** Where a time may stand in an answer. */
export interface Told {
  readonly headers: ReadonlyHeaders
  /** Parsed; `undefined` where it is not JSON. */
  readonly body: unknown
}

/** When the third party may be asked again, as it says; `undefined` where it does not. */
export function retryTime(time: RetryTime, { headers, body }: Told, now: number): Date | undefined {
  const said = 'header' in time ? headerOf(headers, time.header) : valueAt(body, time.body)
  const value = typeof said === 'string' || typeof said === 'number' ? String(said).trim() : ''
  const at = READ[time.as](value, now)
  if (at === undefined || Number.isNaN(at)) return undefined
  return new Date(Math.min(Math.max(at, now), now + MAX_WAIT_MS))
}

const READ: Readonly<Record<RetryTime['as'], (value: string, now: number) => number | undefined>> = {
  'retry-after': retryAfter,
  seconds: (value, now) => (DELAY.test(value) ? now + Math.ceil(Number(value) * 1000) : undefined),
  milliseconds: (value, now) => (DELAY.test(value) ? now + Math.ceil(Number(value)) : undefined),
  'unix-seconds': (value) => (/^\d{1,12}$/.test(value) ? Number(value) * 1000 : undefined),
  'unix-milliseconds': (value) => (/^\d{1,15}$/.test(value) ? Number(value) : undefined),
  'date-time': (value) => (DATE_TIME.test(value) ? Date.parse(value) : undefined),
}

/** RFC 3339 5.6. */
const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/i

const DELAY = /^\d{1,9}(?:\.\d{1,9})?$/

/** RFC 9110 5.6.7: the form of today, and the two of old that are to be understood too. All are in GMT. */
const HTTP_DATE =
  /^(?:\w{3}, \d\d \w{3} \d{4} [\d:]{8} GMT|\w{6,9}, \d\d-\w{3}-\d\d [\d:]{8} GMT|\w{3} \w{3} [ \d]\d [\d:]{8} \d{4})$/

/** RFC 9110 10.2.3: a delay in seconds, or a date. */
function retryAfter(value: string, now: number): number | undefined {
  if (/^\d{1,9}$/.test(value)) return now + Number(value) * 1000
  // Date.parse alone reads a date out of nearly any text with a number in it.
  const date = HTTP_DATE.test(value) ? Date.parse(value.endsWith('GMT') ? value : `${value} GMT`) : Number.NaN
  return Number.isNaN(date) ? undefined : date
}
