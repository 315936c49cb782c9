import type { RetryTime } from '@sallyport/definition'
import { headerOf, type ReadonlyHeaders } from './send/upstream.ts'

/** A third party that names a later time is wrong or hostile; nobody waits longer for it. */
const MAX_WAIT_MS = 24 * 3600 * 1000

/** When the third party may be asked again, as its header says; `undefined` where it does not. */
export function retryTime(
  { header, as }: RetryTime,
  headers: ReadonlyHeaders,
  now: number,
): Date | undefined {
  const value = headerOf(headers, header)?.trim()
  if (value === undefined || value === '') return undefined
  const at = as === 'unix-seconds' ? unixSeconds(value) : retryAfter(value, now)
  if (at === undefined) return undefined
  return new Date(Math.min(Math.max(at, now), now + MAX_WAIT_MS))
}

function unixSeconds(value: string): number | undefined {
  return /^\d{1,12}$/.test(value) ? Number(value) * 1000 : undefined
}

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
