import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readIdempotencyKey } from './idempotency-key.ts'

const printable = fc
  .array(fc.integer({ min: 0x21, max: 0x7e }), { minLength: 1, maxLength: 255 })
  .map((codes) => String.fromCharCode(...codes))

test('a key in quotes is the key within them', () => {
  fc.assert(
    fc.property(printable, (key) => {
      assert.equal(readIdempotencyKey(`"${key.replaceAll(/["\\]/g, '\\$&')}"`), key)
    }),
  )
})

test('a key without quotes is taken as it is', () => {
  fc.assert(
    fc.property(
      printable.filter((key) => !key.startsWith('"')),
      (key) => assert.equal(readIdempotencyKey(key), key),
    ),
  )
})

test('no header is no key', () => assert.equal(readIdempotencyKey(undefined), undefined))

const REFUSED = ['', ' ', '""', '"', '"a', 'a b', 'a, b', '"a b"', '"a"b"', 'ä', 'a\tb', 'x'.repeat(256)]

for (const text of [...REFUSED, `"${'x'.repeat(256)}"`, '"a\\"', '"\\a"']) {
  test(`${JSON.stringify(text.slice(0, 20))} is refused`, () => {
    assert.throws(() => readIdempotencyKey(text), { code: 'malformed_request' })
  })
}
