import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filePart } from './file-input.ts'
import { failureOf } from './testing/failure-of.ts'
import { letterCall } from './testing/post-office.ts'

const scan = letterCall('scan', { params: { name: 'x' } })
const content = Buffer.from('x')

test('a file gets a boundary from the name of its call, which nothing in it can know', () => {
  const part = filePart(scan, { type: 'text/plain; charset=utf-8', content }, 'c0ffee-1\r\nx')
  assert.deepEqual(part, { type: 'text/plain; charset=utf-8', content, boundary: 'part-c0ffee-1x' })
  assert.equal(filePart(letterCall('list'), undefined, 'c'), undefined)
})

for (const [what, call, file] of [
  ['none where one is needed', scan, undefined],
  ['one where none is taken', letterCall('list'), { type: 'text/plain', content }],
  ['no media type', scan, { type: 'text', content }],
  ['a media type with a line of its own', scan, { type: 'text/plain\r\nx: y', content }],
  ['a media type without end', scan, { type: `text/${'x'.repeat(1000)}`, content }],
] as const) {
  test(`${what} is invalid_params`, () => {
    assert.equal(failureOf(() => filePart(call, file, 'call')).code, 'invalid_params')
  })
}
