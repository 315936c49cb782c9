import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileOf } from './file-input.ts'
import { failureOf } from './testing/failure-of.ts'
import { letterCall } from './testing/post-office.ts'

const scan = letterCall('scan', { params: { name: 'x' } })
const content = Buffer.from('x')

test('a file goes along with a call that takes one', () => {
  const file = { type: 'text/plain; charset=utf-8', content }
  assert.equal(fileOf(scan, file), file)
  assert.equal(fileOf(letterCall('list'), undefined), undefined)
})

for (const [what, call, file] of [
  ['none where one is needed', scan, undefined],
  ['one where none is taken', letterCall('list'), { type: 'text/plain', content }],
  ['no media type', scan, { type: 'text', content }],
  ['a media type with a line of its own', scan, { type: 'text/plain\r\nx: y', content }],
  ['a media type without end', scan, { type: `text/${'x'.repeat(1000)}`, content }],
] as const) {
  test(`${what} is invalid_params`, () => {
    assert.equal(failureOf(() => fileOf(call, file)).code, 'invalid_params')
  })
}
