import { parseQuartz, type QuartzFields, type QuartzItem } from './quartz.ts'

/** What a cron expression says, for people; where it is none, what is wrong with it. */
export interface DescribedCron {
  readonly isValid: boolean
  readonly description: string
}

const DAY_NAMES = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']
const MONTH_NAMES = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const NTH = ['first', 'second', 'third', 'fourth', 'fifth']
const CLOCK_TIMES = 10

/** Describes a cron expression of Quartz in a sentence. */
export function describeQuartz(expression: string): DescribedCron {
  const parsed = parseQuartz(expression)
  if ('message' in parsed) return { isValid: false, description: parsed.message }
  const { fields } = parsed
  const said = [timeOf(fields), daysOf(fields), monthsOf(fields), yearsOf(fields)].filter(
    (part) => part !== '',
  )
  const sentence = said.join(', ')
  return { isValid: true, description: `${sentence.slice(0, 1).toUpperCase()}${sentence.slice(1)}.` }
}

/** A unit of time: how one is called, how several are, and how a value is written. */
interface Unit {
  readonly one: string
  readonly many: string
  readonly value: (value: number) => string
}

const unit = (one: string): Unit => ({ one, many: `${one}s`, value: String })
const DAY: Unit = { one: 'day', many: 'days', value: String }
const named = (names: readonly string[]) => (value: number) => names[value - 1] ?? String(value)
const WEEKDAY: Unit = { ...DAY, value: named(DAY_NAMES) }
const MONTH: Unit = { one: 'month', many: 'months', value: named(MONTH_NAMES) }

function timeOf({ second, minute, hour }: QuartzFields): string {
  const clock = clockTimes({ second, minute, hour })
  if (clock !== undefined) return `at ${listOf(clock)}`
  const onTheMinute = onlyValue(second) === 0
  const minutes = phrase(minute, unit('minute'))
  const goesOn = isEvery(hour) && minutes.startsWith('every')
  const parts = [
    ...(onTheMinute ? [] : [phrase(second, unit('second'))]),
    ...(onTheMinute || !isEvery(minute) ? [minutes] : []),
    ...(goesOn ? [] : [phrase(hour, unit('hour'))]),
  ]
  return parts.join(' of ')
}

/** Where each of the three is one value, or a few: `12:00`. */
function clockTimes({ second, minute, hour }: Pick<QuartzFields, 'second' | 'minute' | 'hour'>) {
  const [seconds, minutes] = [onlyValue(second), onlyValue(minute)]
  const hours = hour.map((item) => onlyValue([item]))
  if (seconds === undefined || minutes === undefined || hours.length > CLOCK_TIMES) return undefined
  if (!hours.every((value) => value !== undefined)) return undefined
  const two = (value: number) => String(value).padStart(2, '0')
  return hours.map((value) => `${two(value)}:${two(minutes)}${seconds === 0 ? '' : `:${two(seconds)}`}`)
}

function daysOf({ dayOfMonth, dayOfWeek }: QuartzFields): string {
  const isOpen = ([item]: readonly QuartzItem[]) => item?.kind === 'open'
  const [items, isWeekday] = isOpen(dayOfMonth) ? [dayOfWeek, true] : [dayOfMonth, false]
  if (isEvery(items)) return 'every day'
  if (isWeekday) return `on ${phrase(items, WEEKDAY)}`
  return `on ${phrase(items, DAY)} of the month`
}

function monthsOf({ month }: QuartzFields): string {
  return isEvery(month) ? '' : `in ${phrase(month, MONTH)}`
}

function yearsOf({ year }: QuartzFields): string {
  return isEvery(year) ? '' : `in ${phrase(year, unit('year'))}`
}

function isEvery(items: readonly QuartzItem[]): boolean {
  return items.length === 1 && items[0]?.kind === 'every'
}

function onlyValue(items: readonly QuartzItem[]): number | undefined {
  const [item, ...more] = items
  const single =
    more.length === 0 && item?.kind === 'values' && item.to === undefined && item.step === undefined
  return single ? item.from : undefined
}

function phrase(items: readonly QuartzItem[], of: Unit): string {
  return listOf(items.map((item) => phraseOfItem(item, of)))
}

function phraseOfItem(item: QuartzItem, of: Unit): string {
  switch (item.kind) {
    case 'every':
    case 'open':
      return `every ${of.one}`
    case 'values':
      return phraseOfValues(item, of)
    case 'last': {
      const day = item.weekday ? 'the last weekday' : 'the last day'
      if (item.before === 0) return day
      const before = `${item.before} ${item.before === 1 ? 'day' : 'days'} before the last day`
      return item.weekday ? `the weekday nearest to ${before}` : before
    }
    case 'nearestWeekday':
      return `the weekday nearest to day ${item.day}`
    case 'lastOfMonth':
      return `the last ${of.value(item.day)} of the month`
    case 'nth':
      return `the ${NTH[item.nth - 1]} ${of.value(item.day)} of the month`
  }
}

function phraseOfValues({ from, to, step }: QuartzItem & { readonly kind: 'values' }, of: Unit): string {
  const isNamed = of.value !== String
  const called = (value: number, many: boolean) =>
    isNamed ? of.value(value) : `${many ? of.many : of.one} ${of.value(value)}`
  const every = step === undefined ? '' : step === 1 ? `every ${of.one}` : `every ${step} ${of.many}`
  if (from === undefined) return every
  const range = to === undefined ? called(from, false) : `${called(from, true)} to ${of.value(to)}`
  return every === '' ? range : `${every} from ${range}${to === undefined ? ' on' : ''}`
}

function listOf(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}
