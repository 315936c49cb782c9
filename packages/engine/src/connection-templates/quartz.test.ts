import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { describeQuartz } from './describe-quartz.ts'
import { DAYS, FIELDS, MONTHS, parseQuartz, type QuartzField, type QuartzItem } from './quartz.ts'

// The first eight and what they mean are the examples of quartz-scheduler.org, "CronTrigger Tutorial".
const SAID: readonly (readonly [expression: string, description: string])[] = [
  ['0 0 12 * * ?', 'At 12:00, every day.'],
  ['0 15 10 ? * *', 'At 10:15, every day.'],
  ['0 15 10 * * ? 2005', 'At 10:15, every day, in year 2005.'],
  ['0 * 14 * * ?', 'Every minute of hour 14, every day.'],
  ['0 0/5 14,18 * * ?', 'Every 5 minutes from minute 0 on of hour 14 and hour 18, every day.'],
  ['0 15 10 ? * 6L', 'At 10:15, on the last Friday of the month.'],
  ['0 15 10 ? * 6#3', 'At 10:15, on the third Friday of the month.'],
  ['0 11 11 11 11 ?', 'At 11:11, on day 11 of the month, in November.'],
  ['0 0 9,17 ? * MON-FRI', 'At 09:00 and 17:00, on Monday to Friday.'],
  ['30 0 0 L * ?', 'At 00:00:30, on the last day of the month.'],
  ['0 0 0 L-3 * ?', 'At 00:00, on 3 days before the last day of the month.'],
  ['0 0 0 LW 1,7 ?', 'At 00:00, on the last weekday of the month, in January and July.'],
  ['0 0 0 15W * ?', 'At 00:00, on the weekday nearest to day 15 of the month.'],
  ['* * * * * ?', 'Every second, every day.'],
  ['0 */15 * ? * fri-mon', 'Every 15 minutes, on Friday to Monday.'],
  ['0 0 * * * ?', 'Minute 0 of every hour, every day.'],
  ['0 0 0 ? * L', 'At 00:00, on Saturday.'],
]

for (const [expression, description] of SAID) {
  test(`"${expression}" means: ${description}`, () => {
    assert.deepEqual(describeQuartz(expression), { isValid: true, description })
  })
}

const WRONG: readonly (readonly [expression: string, why: RegExp])[] = [
  ['', /6 or 7 fields/],
  ['0 12 * * ?', /6 or 7 fields/],
  ['0 0 12 * * ? 2026 1', /6 or 7 fields/],
  ['60 0 12 * * ?', /"60" is no second/],
  ['0 -1 12 * * ?', /"-1" is no minute/],
  ['0 0 24 * * ?', /"24" is no hour/],
  ['0 0 12 0 * ?', /"0" is no day of the month/],
  ['0 0 12 32 * ?', /"32" is no day of the month/],
  ['0 0 12 * 13 ?', /"13" is no month/],
  ['0 0 12 ? * 8', /"8" is no day of the week/],
  ['0 0 12 ? * MONDAY', /"MONDAY" is no day of the week/],
  ['0 0 12 * * ? 1969', /"1969" is no year/],
  ['0 0 12 * * ? 2030-2020', /"2030-2020" is no year/],
  ['0 0 12 * * *', /Exactly one/],
  ['0 0 12 ? * ?', /Exactly one/],
  ['0 0 12 L,5 * ?', /"L,5" is no day of the month/],
  ['0 0 12 ? * 6#6', /"6#6" is no day of the week/],
  ['0 0 12 ? * 2#1,3#2', /is no day of the week/],
  ['0 0/61 12 * * ?', /"0\/61" is no minute/],
  ['0 0/0 12 * * ?', /"0\/0" is no minute/],
  ['0 0 12 1, * ?', /"1," is no day of the month/],
  ['0 *,5 12 * * ?', /"\*,5" is no minute/],
  ['? 0 12 * * ?', /"\?" is no second/],
  ['@daily', /6 or 7 fields/],
]

for (const [expression, why] of WRONG) {
  test(`"${expression}" is no cron expression of Quartz, and it is said why`, () => {
    const { isValid, description } = describeQuartz(expression)
    assert.equal(isValid, false)
    assert.match(description, why)
  })
}

const RANGES: Readonly<Record<QuartzField, readonly [min: number, max: number, names?: readonly string[]]>> =
  {
    second: [0, 59],
    minute: [0, 59],
    hour: [0, 23],
    dayOfMonth: [1, 31],
    month: [1, 12, MONTHS],
    dayOfWeek: [1, 7, DAYS],
    year: [1970, 2099],
  }

type Written = readonly [text: string, items: readonly QuartzItem[]]

/** A field as it is written, beside what it means. */
function fieldOf(field: QuartzField): fc.Arbitrary<Written> {
  const [min, max, names] = RANGES[field]
  const number = fc
    .tuple(fc.integer({ min, max }), fc.boolean())
    .map(([value, named]) => [(named && names?.[value - min]) || String(value), value] as const)
  const step = fc.option(fc.integer({ min: 1, max: Math.min(max - min + 1, 130) }), { nil: undefined })
  const range = fc
    .tuple(number, fc.option(number, { nil: undefined }), step)
    .filter(([from, to]) => field !== 'year' || to === undefined || to[1] >= from[1])
    .map(([from, to, every]): [string, QuartzItem] => [
      `${from[0]}${to ? `-${to[0]}` : ''}${every ? `/${every}` : ''}`,
      { kind: 'values', from: from[1], ...(to && { to: to[1] }), ...(every && { step: every }) },
    ])
  const list = fc
    .array(range, { minLength: 1, maxLength: 4 })
    .map((items): Written => [items.map(([text]) => text).join(','), items.map(([, item]) => item)])
  return fc.oneof(fc.constant<Written>(['*', [{ kind: 'every' }]]), list)
}

const expressions = fc
  .tuple(
    fc.record(Object.fromEntries(FIELDS.map((field) => [field, fieldOf(field)]))),
    fc.boolean(),
    fc.boolean(),
  )
  .map(([written, byWeekday, withYear]) => {
    const open = byWeekday ? 'dayOfMonth' : 'dayOfWeek'
    const every: Written = ['*', [{ kind: 'every' }]]
    const all: Partial<Record<QuartzField, Written>> = {
      ...written,
      [open]: ['?', [{ kind: 'open' }]] satisfies Written,
      ...(!withYear && { year: every }),
    }
    const used = FIELDS.filter((field) => withYear || field !== 'year')
    const text = used.map((field) => all[field]?.[0]).join(' ')
    return { text, fields: Object.fromEntries(FIELDS.map((field) => [field, all[field]?.[1]])) }
  })
  .filter(({ text }) => text.length <= 255)

test('whatever is written by the grammar is read as it was meant, in any case and spacing, and described', () => {
  fc.assert(
    fc.property(expressions, fc.boolean(), ({ text, fields }, lower) => {
      const written = lower ? ` ${text.toLowerCase().replaceAll(' ', '\t')} ` : text
      assert.deepEqual(parseQuartz(written), { fields })
      const { isValid, description } = describeQuartz(written)
      assert.ok(isValid)
      assert.match(description, /^[A-Z].*\.$/)
      assert.doesNotMatch(description, /undefined|NaN| {2}/)
    }),
    { numRuns: 500 },
  )
})

test('whatever else is given is answered, and at once', () => {
  const near = fc.string({ unit: fc.constantFrom(...'0123456789*?/,-#LW MONFRIJAN\t'), maxLength: 300 })
  fc.assert(
    fc.property(fc.oneof(fc.string({ maxLength: 2000 }), near), (text) => {
      const parsed = parseQuartz(text)
      assert.ok('fields' in parsed || parsed.message.length < 600)
    }),
    { numRuns: 1000 },
  )
})
