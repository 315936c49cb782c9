import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import fc from 'fast-check'
import type { RootKeyProvider } from '../root-key.ts'

/** A kind of root key provider, as the suite needs it. */
export interface RootKeyKind {
  readonly name: string
  /** Two providers of one and the same key, and one of another key. */
  create(): Promise<{
    readonly rootKey: RootKeyProvider
    readonly sameAgain: RootKeyProvider
    readonly other: RootKeyProvider
  }>
}

const owner = Buffer.from('organization 1')

/** What every root key provider must do; run it in a test file of each. For tests only. */
export function describeRootKeyProvider({ name, create }: RootKeyKind): void {
  describe(`root key provider: ${name}`, () => {
    it('unwraps what it wrapped, for any bytes and associated data within the bounds', async () => {
      const { rootKey } = await create()
      const bytes = fc.uint8Array({ maxLength: 4096, size: 'max' })
      await fc.assert(
        fc.asyncProperty(bytes, bytes, async (plaintext, associatedData) => {
          const wrapped = await rootKey.wrap(plaintext, associatedData)
          assert.deepEqual(Buffer.from(await rootKey.unwrap(wrapped, associatedData)), Buffer.from(plaintext))
        }),
        {
          numRuns: 20,
          examples: [
            [new Uint8Array(4096), new Uint8Array(4096)],
            [new Uint8Array(0), owner],
          ],
        },
      )
    })

    it('has the id of its key: the same key opens under the same id, another does not', async () => {
      const { rootKey, sameAgain, other } = await create()
      assert.match(rootKey.keyId, /^[\x21-\x7e]{1,255}$/)
      assert.equal(sameAgain.keyId, rootKey.keyId)
      assert.notEqual(other.keyId, rootKey.keyId)
      const wrapped = await rootKey.wrap(Buffer.from('key'), owner)
      assert.equal(Buffer.from(await sameAgain.unwrap(wrapped, owner)).toString(), 'key')
      await doesNotOpen(other.unwrap(wrapped, owner))
    })

    it('does not open what was moved, damaged, cut or made up', async () => {
      const { rootKey } = await create()
      const wrapped = await rootKey.wrap(Buffer.from('key'), owner)
      await doesNotOpen(rootKey.unwrap(wrapped, Buffer.from('organization 2')))
      for (let position = 0; position < wrapped.length; position++) {
        const damaged = Uint8Array.from(wrapped, (byte, at) => (at === position ? byte ^ 1 : byte))
        await doesNotOpen(rootKey.unwrap(damaged, owner))
        await doesNotOpen(rootKey.unwrap(wrapped.subarray(0, position), owner))
      }
      await fc.assert(
        fc.asyncProperty(fc.uint8Array(), (garbage) => doesNotOpen(rootKey.unwrap(garbage, owner))),
        { numRuns: 50 },
      )
    })

    it('wraps the same bytes differently each time, and shows nothing of them', async () => {
      const { rootKey } = await create()
      const plaintext = Buffer.from('a key that nobody may see')
      const first = Buffer.from(await rootKey.wrap(plaintext, owner))
      const second = Buffer.from(await rootKey.wrap(plaintext, owner))
      assert.notDeepEqual(first, second)
      assert.equal(first.includes(plaintext), false)
    })

    it('leaves its input alone and gives away its output, which may be overwritten', async () => {
      const { rootKey } = await create()
      const plaintext = Buffer.from('key')
      const wrapped = await rootKey.wrap(plaintext, owner)
      assert.equal(plaintext.toString(), 'key')
      plaintext.fill(0)
      const unwrapped = await rootKey.unwrap(wrapped, owner)
      unwrapped.fill(0)
      assert.equal(Buffer.from(await rootKey.unwrap(wrapped, owner)).toString(), 'key')
    })
  })
}

/** Final: a repetition of the same bytes can never help. */
async function doesNotOpen(opening: Promise<unknown>): Promise<void> {
  await assert.rejects(opening, (error) => {
    assert.ok(SallyportError.isInstance(error), String(error))
    assert.deepEqual([error.code, error.retryable], ['vault_unavailable', false])
    return true
  })
}
