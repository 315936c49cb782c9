import { SallyportError } from '@sallyport/errors'
import type { UsagePeriod } from './usage-store.ts'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
export const MAX_DAYS = 366
const FORM = /^\d{4}-\d{2}-\d{2}$/

/**
 * Reads a time of whole days in UTC, both ends in it. Without an end it is up to today, without a beginning 30 days.
 *
 * @throws SallyportError `invalid_request`
 */
export function usagePeriod(
  { from, to }: { readonly from?: string; readonly to?: string },
  now: number,
): UsagePeriod {
  const last = to === undefined ? now : timeOf('to', to)
  const first = from === undefined ? last - (DEFAULT_DAYS - 1) * DAY_MS : timeOf('from', from)
  const days = Math.floor(last / DAY_MS) - Math.floor(first / DAY_MS) + 1
  if (days < 1) throw wrong('from', '"from" is to be no later than "to".')
  if (days > MAX_DAYS) throw wrong('from', `"from" and "to" are to be ${MAX_DAYS} days apart at most.`)
  return { from: dayOf(first), to: dayOf(last) }
}

function timeOf(field: string, text: string): number {
  const time = FORM.test(text) ? Date.parse(text) : Number.NaN
  // `Date.parse` takes the 31st of February for one of March.
  if (!Number.isNaN(time) && dayOf(time) === text) return time
  throw wrong(field, `"${field}" is to be a day such as 2026-11-23.`)
}

function dayOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10)
}

function wrong(field: string, message: string): SallyportError {
  return new SallyportError('invalid_request', message, { problems: [{ field, code: 'range', message }] })
}
