import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
import { encodeAssociatedData } from './associated-data.ts'

const lists = fc.array(
  fc.string({ minLength: 1, maxLength: 3, unit: fc.constantFrom('a', '\0', '\u0001', 'é', '🔑') }),
  {
    maxLength: 3,
  },
)

it('two lists of fields never give the same associated data', () => {
  fc.assert(
    fc.property(lists, lists, (left, right) => {
      const areEqual = Buffer.from(encodeAssociatedData(1, left)).equals(encodeAssociatedData(1, right))
      assert.equal(areEqual, JSON.stringify(left) === JSON.stringify(right))
    }),
    {
      numRuns: 5000,
      examples: [
        [
          ['ab', 'c'],
          ['a', 'bc'],
        ],
        [['ab'], ['a', 'b']],
        [['a\0\u0001b'], ['a', 'b']],
      ],
    },
  )
})

it('two formats never give the same associated data', () => {
  assert.notDeepEqual(encodeAssociatedData(1, ['a']), encodeAssociatedData(2, ['a']))
})

it('a field takes its 255 characters in any script', () => {
  assert.equal(encodeAssociatedData(1, ['鍵'.repeat(255)]).length, 1 + 2 + 3 * 255)
})
