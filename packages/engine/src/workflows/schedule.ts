import { type Problem, SallyportError } from '@sallyport/errors'
import { Cron } from 'croner'

const VALUE = '(?:\\d{1,2}|JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT)'
const ITEM = `(?:\\*|${VALUE}(?:-${VALUE})?)(?:/\\d{1,2})?`
/** Five fields with lists, ranges, steps and names of months and days: what every cron understands, and no more. */
const FIELDS = new RegExp(`^${ITEM}(?:,${ITEM})*(?: +${ITEM}(?:,${ITEM})*){4}$`, 'i')

/** What a schedule is made of, as it was given. */
export interface Schedule {
  readonly cronExpression: string | null
  readonly timezone: string
}

/**
 * Checks times of a schedule: five fields of cron that come to pass at least once, in a zone of the IANA database.
 *
 * @throws SallyportError `invalid_request`
 */
export function checkSchedule({ cronExpression, timezone }: Schedule, now: number): void {
  const problems: Problem[] = []
  if (!isTimezone(timezone)) {
    problems.push(problem('timezone', 'is no name of the IANA time zone database, such as "Europe/Berlin".'))
  } else if (cronExpression !== null) {
    const wrong = wrongWith(cronExpression, timezone, now)
    if (wrong !== undefined) problems.push(problem('cron_expression', wrong))
  }
  if (problems.length === 0) return
  throw new SallyportError('invalid_request', problems.map(({ message }) => message).join(' '), { problems })
}

/** ECMA-402 6.5: besides names, offsets such as `+02:00` are taken, which know no summer. */
function isTimezone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function wrongWith(expression: string, timezone: string, now: number): string | undefined {
  const shape = 'is to have five fields: minute, hour, day of month, month, day of week.'
  if (!FIELDS.test(expression)) return shape
  try {
    const next = new Cron(expression, { paused: true, mode: '5-part', timezone }).nextRun(new Date(now))
    return next === null ? 'never comes to pass.' : undefined
  } catch {
    return `has a field that is out of its range. It ${shape}`
  }
}

function problem(name: string, what: string): Problem {
  return { field: `body.${name}`, code: 'format', message: `"${name}" ${what}` }
}
