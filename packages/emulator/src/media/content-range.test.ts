import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ContentRange, parseContentRange } from './content-range.ts'

const CASES: readonly (readonly [text: string, range: ContentRange | undefined])[] = [
  ['bytes 0-9/10', { first: 0, last: 9, total: 10 }],
  [' bytes 5-9/* ', { first: 5, last: 9, total: undefined }],
  ['bytes */10', { first: undefined, last: -1, total: 10 }],
  ['bytes */*', { first: undefined, last: -1, total: undefined }],
  ['bytes 9-5/10', undefined],
  ['bytes 0-10/10', undefined],
  ['bytes 0-9', undefined],
  ['bytes -9/10', undefined],
  ['bytes=0-9/10', undefined],
  ['items 0-9/10', undefined],
  [`bytes 0-${'9'.repeat(16)}/*`, undefined],
  ['', undefined],
]

for (const [text, range] of CASES) {
  test(`"${text}" is ${range ? 'a content range' : 'no content range'}`, () =>
    assert.deepEqual(parseContentRange(text), range))
}
