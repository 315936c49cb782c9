import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { bytesAnswer } from '../respond/answer.ts'
import { parseRange, serveContent } from './serve-content.ts'

const bytes = Buffer.from('0123456789')
const content = { name: undefined, filename: undefined, type: 'text/plain', bytes }

function served(range: string | undefined) {
  const problem = () => bytesAnswer(416, Buffer.from('no'), {})
  return serveContent(content, { variables: { headers: { ...(range !== undefined && { range }) } } }, problem)
}

const CASES: readonly (readonly [
  range: string | undefined,
  status: number,
  text: string,
  header: string | undefined,
])[] = [
  [undefined, 200, '0123456789', undefined],
  ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
  ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
  ['bytes=8-', 206, '89', 'bytes 8-9/10'],
  ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
  ['bytes=-3', 206, '789', 'bytes 7-9/10'],
  ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
  ['bytes=10-', 416, 'no', 'bytes */10'],
  ['bytes=-0', 416, 'no', 'bytes */10'],
  ['bytes=4-2', 200, '0123456789', undefined],
  ['bytes=0-1,3-4', 200, '0123456789', undefined],
  ['lines=0-1', 200, '0123456789', undefined],
  ['bytes=-', 200, '0123456789', undefined],
]

for (const [range, status, text, header] of CASES) {
  test(`the range "${range}" of ten bytes is answered by ${status} and "${text}"`, () => {
    const answer = served(range)
    assert.deepEqual(
      [answer.status, String(answer.body), answer.headers['content-range']],
      [status, text, header],
    )
  })
}

test('a range of a file is never more than the file', () => {
  const bound = fc.option(fc.nat(200), { nil: undefined })
  fc.assert(
    fc.property(bound, bound, fc.nat(100), (from, to, length) => {
      const range = parseRange(`bytes=${from ?? ''}-${to ?? ''}`, length)
      if (range === undefined || range === 'unsatisfiable') return
      assert.ok(range.first >= 0 && range.first <= range.last && range.last < length)
    }),
  )
})
