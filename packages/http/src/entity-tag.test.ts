import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { matches } from './entity-tag.ts'

const OURS = '"abc"'

const ROWS: readonly (readonly [header: string | undefined, has: boolean])[] = [
  [undefined, false],
  ['', false],
  ['"abc"', true],
  ['W/"abc"', true],
  [' "x" , W/"abc"', true],
  ['*', true],
  ['abc', false],
  ['"ABC"', false],
  ['"x","y"', false],
]

for (const [header, has] of ROWS) {
  test(`If-None-Match ${header ?? 'that is not there'} ${has ? 'has it' : 'does not have it'}`, () => {
    assert.equal(matches(header, OURS), has)
  })
}

test('a tag is found wherever it stands among others', () => {
  const tag = fc.stringMatching(/^[A-Za-z0-9_-]{1,43}$/).map((text) => `"${text}"`)
  fc.assert(
    fc.property(tag, fc.array(tag, { maxLength: 5 }), fc.nat(), (ours, others, at) => {
      const among = others.toSpliced(at % (others.length + 1), 0, ours)
      assert.ok(matches(among.join(', '), ours))
      assert.equal(matches(others.join(', '), ours), others.includes(ours))
    }),
  )
})
