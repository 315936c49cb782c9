import type { Answer } from '../respond/answer.ts'
import { rewritten } from './edit-answer.ts'

const ISO_DATE = /"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))"/g
/** Seconds or milliseconds since 1970, of this century. */
const EPOCH = /"([A-Za-z0-9_]{1,100})":\s{0,10}(\d{10}|\d{13})(?![\d.eE])/g
const TIME_NAME =
  /(?:^|_)(?:created|updated|date|time|timestamp|ts|iat|exp|nbf)$|_at$|_time$|_date$|At$|Time$|Date$/
/** RFC 9110, 5.6.7. */
const HTTP_DATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/

export interface Skew {
  /** Milliseconds that the vendor's clock is ahead. */
  readonly ms: number
  /** The right time. */
  readonly now: number
}

/** An answer of a vendor whose clock is wrong. Its text is rewritten in place: everything else in it stays as it was. */
export function skewed(answer: Answer, { ms, now }: Skew): Answer {
  const headers = Object.entries(answer.headers)
    .filter(([name]) => name.toLowerCase() !== 'date')
    .map(([name, value]) => [name, skewedHeader(name, value, ms)])
  const date = httpDate(now + ms) ?? httpDate(now) ?? ''
  const skewedAnswer = { ...answer, headers: { ...Object.fromEntries(headers), date } }
  if (!/"/.test(answer.body.toString('latin1', 0, 1000))) return skewedAnswer
  return rewritten(skewedAnswer, (text) => skewedText(text, ms))
}

function skewedHeader(name: string, value: string, ms: number): string {
  if (HTTP_DATE.test(value)) return httpDate(Date.parse(value) + ms) ?? value
  const epoch = /-reset$/i.test(name) && /^\d{10}$/.test(value)
  return epoch ? String(Number(value) + Math.round(ms / 1000)) : value
}

function skewedText(text: string, ms: number): string {
  return text
    .replace(ISO_DATE, (whole, date: string) => {
      const moved = moment(Date.parse(date) + ms)?.toISOString()
      return moved
        ? `"${date.includes('.') ? moved : moved.replace('.000Z', 'Z').replace(/\.\d+Z/, 'Z')}"`
        : whole
    })
    .replace(EPOCH, (whole, name: string, digits: string) => {
      if (!TIME_NAME.test(name)) return whole
      const moved = Number(digits) + (digits.length === 10 ? Math.round(ms / 1000) : ms)
      return `${whole.slice(0, -digits.length)}${moved}`
    })
}

function httpDate(time: number): string | undefined {
  return moment(time)?.toUTCString()
}

function moment(time: number): Date | undefined {
  const date = new Date(time)
  return Number.isNaN(date.getTime()) ? undefined : date
}
