import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import { checkSchedule } from './schedule.ts'

const NOW = Date.UTC(2026, 0, 1)
const refusal = (cronExpression: string, timezone = 'UTC'): string | undefined => {
  try {
    checkSchedule({ cronExpression, timezone }, NOW)
    return undefined
  } catch (error) {
    assert.ok(SallyportError.isInstance(error), String(error))
    return error.problems[0]?.field ?? ''
  }
}

for (const fit of [
  '* * * * *',
  '*/5 9-17 1,15 JAN-mar MON-FRI',
  '0 0 29 2 *',
  '59  23 31 12 7',
  '0 0 * * sun,sat',
]) {
  test(`"${fit}" is a schedule`, () => assert.equal(refusal(fit), undefined))
}

for (const unfit of [
  '',
  '* * * *',
  '* * * * * *',
  '60 * * * *',
  '* 24 * * *',
  '* * 32 * *',
  '* * * 13 *',
  '* * * * 8',
  '0 0 30 2 *',
  '*/0 * * * *',
  '@daily',
  '0 0 L * *',
  '0 0 1W * *',
  '0 0 ? * 1',
  '0 0 * * 1#2',
  '5-1 * * * *',
  '1;DROP * * * *',
]) {
  test(`"${unfit}" is none`, () => assert.equal(refusal(unfit), 'body.cron_expression'))
}

for (const zone of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'asia/kolkata']) {
  test(`${zone} is a time zone`, () => assert.equal(refusal('0 9 * * *', zone), undefined))
}

for (const zone of ['', '+02:00', '-05', 'Mars/Olympus', 'Europe/Berlin ', 'UTC\0', '../etc/passwd']) {
  test(`${JSON.stringify(zone)} is none`, () => assert.equal(refusal('0 9 * * *', zone), 'body.timezone'))
}

test('no text takes long, or fails as anything but a refusal', () => {
  const sign = fc.constantFrom(...'0123456789*/,- ', 'MON', 'JAN', 'L', '#', '?', '\u00e9')
  const text = fc.array(sign, { maxLength: 60 }).map((signs) => signs.join(''))
  const value = fc.integer({ min: 0, max: 70 }).map(String)
  const item = fc.oneof(
    value,
    fc.constant('*'),
    fc.tuple(value, value).map((pair) => pair.join('-')),
  )
  const field = fc.oneof(
    item,
    fc.tuple(item, value).map((pair) => pair.join('/')),
  )
  const five = fc.array(field, { minLength: 5, maxLength: 5 }).map((fields) => fields.join(' '))
  fc.assert(
    fc.property(fc.oneof(text, five), (expression) => {
      const start = performance.now()
      refusal(expression, 'America/New_York')
      assert.ok(performance.now() - start < 1000, expression)
    }),
    { numRuns: 300 },
  )
})
