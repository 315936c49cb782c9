import type { ReadonlyHeaders } from '../send/upstream.ts'

/** RFC 3339 5.6, and as GitHub writes it: with spaces, and with UTC or a distance from it for a zone. */
const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d{1,9})? ?(?:UTC|Z|([+-]\d\d):?(\d\d))$/
const MAX_LENGTH = 40
/** What is told for later is as good as never. */
const MAX_AHEAD_MS = 100 * 365 * 24 * 3600 * 1000

/**
 * When a credential expires, as the header of an answer tells it, in milliseconds since the epoch. `undefined` for
 * what is not there, is there twice, is no time of the forms that are known, or is over: such an answer proves the
 * opposite of what it says.
 */
export function toldExpiry(headers: ReadonlyHeaders, name: string, now: number): number | undefined {
  const told = headers[name]
  const value = typeof told === 'string' ? told.trim() : ''
  const found = value.length <= MAX_LENGTH ? TIME.exec(value) : null
  if (found === null) return undefined
  const [, date = '', time = '', hours, minutes] = found
  const at = Date.parse(`${date}T${time}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`)
  return at > now && at <= now + MAX_AHEAD_MS && isOfCalendar(date) ? at : undefined
}

/** `Date.parse` reads February 30 as March 2. */
function isOfCalendar(date: string): boolean {
  const read = new Date(`${date}T00:00:00Z`)
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(date)
}
