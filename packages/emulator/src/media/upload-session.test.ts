import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseContentRange } from './content-range.ts'
import { UploadSession } from './upload-session.ts'

function take(session: UploadSession, header: string, bytes = Buffer.alloc(0)) {
  const range = parseContentRange(header)
  assert.ok(range)
  return session.take({ range, bytes, unit: 4 })
}

test('pieces make the file, whoever repeats some of them', () => {
  const plan = fc.tuple(
    fc.uint8Array({ minLength: 1, maxLength: 64 }),
    fc.array(fc.nat(80), { maxLength: 20 }),
    fc.boolean(),
  )
  fc.assert(
    fc.property(plan, ([array, steps, announced]) => {
      const bytes = Buffer.from(array)
      const session = new UploadSession(announced ? bytes.length : undefined)
      for (const step of steps) {
        if (session.isComplete) break
        const first = session.received === 0 ? 0 : step % (session.received + 1)
        const last = Math.min(bytes.length, first + 4 + step) - 1
        take(session, `bytes ${first}-${last}/${bytes.length}`, bytes.subarray(first, last + 1))
        assert.equal(session.isComplete || session.received % 4 === 0, true)
        assert.ok(bytes.subarray(0, session.received).equals(session.whole()))
      }
      if (!session.isComplete) {
        const rest = bytes.subarray(session.received)
        take(session, `bytes ${session.received}-${bytes.length - 1}/${bytes.length}`, rest)
      }
      assert.ok(session.isComplete)
      assert.ok(session.whole().equals(bytes))
    }),
  )
})

const REFUSED: readonly (readonly [header: string, length: number, words: RegExp])[] = [
  ['bytes 8-11/100', 4, /exceeds already uploaded size of 4/],
  ['bytes 5-8/100', 4, /exceeds already uploaded size of 4/],
  ['bytes 4-5/100', 2, /equal or greater than 4/],
  ['bytes 4-7/100', 3, /4 byte\(s\) in the request; it has 3/],
  ['bytes 4-7/99', 4, /100 byte\(s\) were announced/],
  ['bytes */100', 1, /there are no bytes/],
]

for (const [header, length, words] of REFUSED) {
  test(`"${header}" with ${length} bytes is refused after the first four of 100`, () => {
    const session = new UploadSession(100)
    assert.equal(take(session, 'bytes 0-3/100', Buffer.alloc(4)), undefined)
    assert.match(String(take(session, header, Buffer.alloc(length))?.message), words)
    assert.deepEqual([session.received, session.total], [4, 100])
  })
}

test('a size that is told late is no less than what came, and ends the file when it is just that', () => {
  const session = new UploadSession(undefined)
  take(session, 'bytes 0-7/*', Buffer.alloc(8))
  assert.match(String(take(session, 'bytes */7')?.message), /less than the 8/)
  assert.equal(session.isComplete, false)
  take(session, 'bytes */8')
  assert.equal(session.isComplete, true)
})

test('a file is at most 256 MiB', () => {
  assert.equal(take(new UploadSession(undefined), 'bytes */268435457')?.problem, 'too_large')
  assert.equal(
    take(new UploadSession(undefined), 'bytes 268435456-268435459/*', Buffer.alloc(4))?.problem,
    'too_large',
  )
})
