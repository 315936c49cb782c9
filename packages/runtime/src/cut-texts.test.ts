import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cutLongTexts } from './cut-texts.ts'
import { weatherCall } from './testing/weather.ts'

test('a text of more than 200 characters is cut, and says how long it was', () => {
  assert.equal(cutLongTexts('x'.repeat(200)), 'x'.repeat(200))
  const cut = cutLongTexts('x'.repeat(201))
  assert.equal(cut, `${'x'.repeat(200)}… [truncated, 201 characters; use "get" for all of it]`)
})

test('what is no long text stays, at any depth', () => {
  const short = fc.string({ maxLength: 200 })
  const value = fc.anything({ values: [short, fc.integer(), fc.boolean(), fc.constant(null)], key: short })
  fc.assert(fc.property(value, (given) => assert.deepEqual(cutLongTexts(given), given)))
})

test('no character is parted in two', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 150, maxLength: 400 })
  fc.assert(
    fc.property(text, (given) => {
      const [cut] = cutLongTexts([given]) as [string]
      assert.equal(cut.isWellFormed(), true)
      assert.ok(given === cut || given.startsWith(cut.split('… [')[0] ?? 'x'))
    }),
  )
})

test('texts are cut in lists where the caller wants it, and never in a record that was asked for', () => {
  const fields = { cutTexts: true }
  const params = { country: 'pt', city: 'lisbon' }
  assert.equal(weatherCall({ entity: 'stations', action: 'list', params, fields }).fields.cutTexts, true)
  const one = weatherCall({ entity: 'stations', action: 'get', params: { id: '1' }, fields })
  assert.equal(one.fields.cutTexts, undefined)
})
