import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { toldExpiry } from './told-expiry.ts'

const NOW = Date.UTC(2026, 10, 1)
const NAME = 'github-authentication-token-expiration'
const told = (value: string | string[]) => toldExpiry({ [NAME]: value }, NAME, NOW)

const times: Readonly<Record<string, string>> = {
  '2026-12-01 10:00:00 UTC': '2026-12-01T10:00:00Z',
  '2026-12-01 10:00:00 +0200': '2026-12-01T08:00:00Z',
  '2026-12-01 10:00:00 -0530': '2026-12-01T15:30:00Z',
  '2026-12-01T10:00:00Z': '2026-12-01T10:00:00Z',
  '2026-12-01T10:00:00.123+02:00': '2026-12-01T08:00:00Z',
  ' 2026-12-01 10:00:00 UTC ': '2026-12-01T10:00:00Z',
}
for (const [text, time] of Object.entries(times)) {
  test(`"${text}" is a time`, () => assert.equal(told(text), Date.parse(time)))
}

const others = [
  '',
  'never',
  '0',
  '1796119200',
  '2026-12-01',
  '2026-12-01 10:00:00',
  '2026-12-01 10:00:00 CET',
  '2026-12-01 10:00:00 UTC, 2027-12-01 10:00:00 UTC',
  '2027-02-30 10:00:00 UTC',
  '2026-13-01 10:00:00 UTC',
  '2026-12-01 25:00:00 UTC',
  '+002026-12-01T10:00:00Z',
  // Over, and beyond all sense.
  '2026-10-31 23:59:59 UTC',
  '9999-12-31 23:59:59 UTC',
  `2026-12-01 10:00:00${' '.repeat(10_000)}UTC`,
]
for (const text of others) {
  test(`"${text.slice(0, 60)}" is none`, () => assert.equal(told(text), undefined))
}

test('an answer without the header tells nothing, and neither does one that has it twice', () => {
  assert.equal(toldExpiry({}, NAME, NOW), undefined)
  assert.equal(told(['2026-12-01 10:00:00 UTC', '2026-12-02 10:00:00 UTC']), undefined)
})

test('whatever is told, it is a time to come or nothing', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      const at = told(text)
      assert.ok(at === undefined || at > NOW)
    }),
  )
})
