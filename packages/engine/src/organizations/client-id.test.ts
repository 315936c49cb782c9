import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatClientId, parseClientId } from './client-id.ts'

const name = fc.record({ organizationId: fc.uuid(), applicationId: fc.uuid() }, { noNullPrototype: true })

test('a client id gives back the organization and the application that it was made of', () => {
  fc.assert(fc.property(name, (each) => assert.deepEqual(parseClientId(formatClientId(each)), each)))
})

test('a client id is short and goes through a URL, a header and a form as it is', () => {
  fc.assert(fc.property(name, (each) => assert.match(formatClientId(each), /^sp_[A-Za-z0-9_-]{43}$/)))
})

test('any text is either no client id, or exactly the one that its names make', () => {
  const almost = fc
    .tuple(name, fc.nat(45), fc.constantFrom(...'ABCabc019_-+/= .'))
    .map(([each, at, character]) => {
      const id = formatClientId(each)
      return id.slice(0, at) + character + id.slice(at + 1)
    })
  const texts = fc.oneof(almost, fc.string(), fc.string({ minLength: 46, maxLength: 46 }))
  fc.assert(
    fc.property(texts, (text) => {
      const parsed = parseClientId(text)
      assert.ok(parsed === undefined || formatClientId(parsed) === text)
    }),
    { numRuns: 1000 },
  )
})

const GARBAGE = ['', 'sp_', `sp_${'A'.repeat(42)}`, `sp_${'A'.repeat(44)}`, `sps_${'A'.repeat(43)}`]

for (const text of [...GARBAGE, `sp_${'A'.repeat(42)}\n`, `sp_${'A'.repeat(42)}B`, ` sp_${'A'.repeat(43)}`]) {
  test(`${JSON.stringify(text)} is no client id`, () => assert.equal(parseClientId(text), undefined))
}
