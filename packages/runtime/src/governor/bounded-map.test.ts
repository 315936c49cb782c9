import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { BoundedMap } from './bounded-map.ts'

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e')

test('it keeps the keys that were used last, whether they were set or read', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ key, sets: fc.boolean() })), (uses) => {
      const map = new BoundedMap<string>(3)
      let kept: string[] = []
      for (const use of uses) {
        if (use.sets) map.set(use.key, use.key)
        else assert.equal(map.get(use.key), kept.includes(use.key) ? use.key : undefined)
        if (use.sets || kept.includes(use.key))
          kept = [...kept.filter((one) => one !== use.key), use.key].slice(-3)
      }
      assert.equal(map.size, kept.length)
    }),
  )
})
