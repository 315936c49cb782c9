import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { piecesOf } from './pieces-of.ts'

test('whatever comes in whichever pieces is given in pieces of one size, in its order', async () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 20 })
  await fc.assert(
    fc.asyncProperty(chunks, fc.integer({ min: 1, max: 40 }), async (given, size) => {
      const content = (async function* () {
        yield* given
      })()
      const pieces: Uint8Array[] = []
      for await (const piece of piecesOf(content, size)) pieces.push(piece)
      assert.deepEqual(Buffer.concat(pieces), Buffer.concat(given))
      assert.ok(pieces.slice(0, -1).every(({ length }) => length === size))
      assert.ok(pieces.every(({ length }) => length > 0 && length <= size))
    }),
  )
})
