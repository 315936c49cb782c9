import type { Json } from '../json.ts'

const DURATION =
  /^(-?)P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/
const DAY = 86_400_000
/** Milliseconds of years, months, weeks, days, hours, minutes, seconds. */
const LENGTHS = [365 * DAY, 30 * DAY, 7 * DAY, DAY, 3_600_000, 60_000, 1000] as const

/** The moment at the end of a duration from now (ISO 8601, `-P2W`: two weeks ago); any other value as it is. */
export function durationEnd(value: Json, now: number): Json {
  if (typeof value !== 'string' || value.length > 60) return value
  const match = DURATION.exec(value)
  if (!match || /[PT]$/.test(value)) return value
  const [, sign, ...parts] = match
  const length = LENGTHS.reduce((sum, unit, index) => sum + unit * Number(parts[index] ?? 0), 0)
  const moment = new Date(now + (sign === '-' ? -length : length))
  return Number.isNaN(moment.getTime()) ? value : moment.toISOString()
}
