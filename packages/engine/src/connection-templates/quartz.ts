/** One item of a field. Numbers are those of Quartz: months from 1, days of the week from 1 for Sunday. */
export type QuartzItem =
  | { readonly kind: 'every' }
  /** `?`: another field says which days. */
  | { readonly kind: 'open' }
  /** One value, a range that may go past the end, or every so many from there on. `from` is absent for `*\/5`. */
  | { readonly kind: 'values'; readonly from?: number; readonly to?: number; readonly step?: number }
  /** The last day of the month, or the last such weekday of it. */
  | { readonly kind: 'last'; readonly before: number; readonly weekday: boolean }
  | { readonly kind: 'nearestWeekday'; readonly day: number }
  | { readonly kind: 'lastOfMonth'; readonly day: number }
  | { readonly kind: 'nth'; readonly day: number; readonly nth: number }

export const FIELDS = ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek', 'year'] as const
export type QuartzField = (typeof FIELDS)[number]
export type QuartzFields = Readonly<Record<QuartzField, readonly QuartzItem[]>>

export const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
export const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']
const MAX_LENGTH = 255

interface Range {
  readonly min: number
  readonly max: number
  /** Names of the values from `min` on. */
  readonly names?: readonly string[]
}

const RANGES: Readonly<Record<QuartzField, Range>> = {
  second: { min: 0, max: 59 },
  minute: { min: 0, max: 59 },
  hour: { min: 0, max: 23 },
  dayOfMonth: { min: 1, max: 31 },
  month: { min: 1, max: 12, names: MONTHS },
  dayOfWeek: { min: 1, max: 7, names: DAYS },
  year: { min: 1970, max: 2099 },
}
const EVERY: readonly QuartzItem[] = [{ kind: 'every' }]

/**
 * Reads a cron expression of Quartz: seconds, minutes, hours, day of the month, month, day of the week, and a year
 * that may be left out (quartz-scheduler.org, "CronTrigger Tutorial").
 *
 * @returns The fields, or what is wrong with the first that does not fit.
 */
export function parseQuartz(
  expression: string,
): { readonly fields: QuartzFields } | { readonly message: string } {
  const texts = expression.length > MAX_LENGTH ? [] : expression.trim().toUpperCase().split(/\s+/)
  if (texts.length !== 6 && texts.length !== 7) {
    const names = 'seconds, minutes, hours, day of the month, month, day of the week, and maybe a year'
    return { message: `A cron expression of Quartz has 6 or 7 fields: ${names}.` }
  }
  const fields: Record<QuartzField, readonly QuartzItem[]> = emptyFields()
  for (const [index, text] of texts.entries()) {
    const field = FIELDS[index] ?? 'year'
    const items = parseField(field, text)
    if (items === undefined)
      return { message: `${JSON.stringify(text)} is no ${WORDS[field]} of a cron expression.` }
    fields[field] = items
  }
  // "You must currently use the '?' character in one of these fields": of the two that choose days.
  const open = [fields.dayOfMonth, fields.dayOfWeek].filter(([item]) => item?.kind === 'open')
  if (open.length === 1) return { fields }
  return { message: 'Exactly one of the day of the month and the day of the week is to be "?".' }
}

function emptyFields() {
  return {
    second: EVERY,
    minute: EVERY,
    hour: EVERY,
    dayOfMonth: EVERY,
    month: EVERY,
    dayOfWeek: EVERY,
    year: EVERY,
  }
}

const WORDS: Readonly<Record<QuartzField, string>> = {
  second: 'second',
  minute: 'minute',
  hour: 'hour',
  dayOfMonth: 'day of the month',
  month: 'month',
  dayOfWeek: 'day of the week',
  year: 'year',
}

function parseField(field: QuartzField, text: string): readonly QuartzItem[] | undefined {
  const alone = parseAlone(field, text)
  if (alone !== undefined) return [alone]
  const items = text.split(',').map((item) => parseValues(field, item))
  return items.every((item) => item !== undefined) ? items : undefined
}

/** What cannot stand in a list. */
function parseAlone(field: QuartzField, text: string): QuartzItem | undefined {
  if (text === '*') return { kind: 'every' }
  if (field === 'dayOfMonth') return parseDayOfMonth(text)
  return field === 'dayOfWeek' ? parseDayOfWeek(text) : undefined
}

function parseDayOfMonth(text: string): QuartzItem | undefined {
  if (text === '?') return { kind: 'open' }
  const [, before, weekday] = /^L(?:-([1-9]|[12]\d|30))?(W)?$/.exec(text) ?? []
  if (text.startsWith('L')) {
    const fits = text === 'L' || before !== undefined || weekday !== undefined
    return fits ? { kind: 'last', before: Number(before ?? 0), weekday: weekday !== undefined } : undefined
  }
  const day = text.endsWith('W') ? numberOf('dayOfMonth', text.slice(0, -1)) : undefined
  return day === undefined ? undefined : { kind: 'nearestWeekday', day }
}

function parseDayOfWeek(text: string): QuartzItem | undefined {
  if (text === '?') return { kind: 'open' }
  // "If used in the day-of-week field by itself, it simply means "7" or "SAT"."
  if (text === 'L') return { kind: 'values', from: 7 }
  const [, last] = /^(\w+)L$/.exec(text) ?? []
  const [, name, nth] = /^(\w+)#([1-5])$/.exec(text) ?? []
  const day = numberOf('dayOfWeek', last ?? name ?? '')
  if (day === undefined) return undefined
  return nth === undefined ? { kind: 'lastOfMonth', day } : { kind: 'nth', day, nth: Number(nth) }
}

function parseValues(field: QuartzField, text: string): QuartzItem | undefined {
  const [, range = '', increment] = /^([^/]*)(?:\/(\d{1,4}))?$/.exec(text) ?? []
  const { min, max } = RANGES[field]
  const step = increment === undefined ? undefined : Number(increment)
  if (step !== undefined && (step < 1 || step > max - min + 1)) return undefined
  // `*` alone does not stand in a list, and nothing is no value.
  if (range === '*' || range === '') return step === undefined ? undefined : { kind: 'values', step }
  const values = parseRange(field, range)
  return values && { kind: 'values', ...values, ...(step !== undefined && { step }) }
}

function parseRange(field: QuartzField, text: string) {
  const [, first = '', second] = /^(\w+)(?:-(\w+))?$/.exec(text) ?? []
  const from = numberOf(field, first)
  if (from === undefined || second === undefined) return from === undefined ? undefined : { from }
  const to = numberOf(field, second)
  // Years do not begin again; everything else does.
  return to === undefined || (field === 'year' && to < from) ? undefined : { from, to }
}

function numberOf(field: QuartzField, text: string): number | undefined {
  const { min, max, names = [] } = RANGES[field]
  const index = names.indexOf(text)
  if (index >= 0) return min + index
  const value = /^\d{1,4}$/.test(text) ? Number(text) : -1
  return value >= min && value <= max ? value : undefined
}
