import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Download } from '@sallyport/runtime'
import { countTokens, untrustedJson } from '@sallyport/tools'
import fc from 'fast-check'
import { readableFile } from './readable-file.ts'

/** A third party that has a file, and gives parts of it. */
function download(file: Uint8Array, first = 0, type = 'text/html'): Download {
  const rest = file.subarray(first)
  async function* pieces() {
    for (let at = 0; at < rest.length; at += 700) yield rest.subarray(at, at + 700)
  }
  const range = first === 0 ? undefined : `bytes ${first}-${file.length - 1}/${file.length}`
  return { body: pieces(), length: rest.length, type, range } as unknown as Download
}

/** All of a file, as a model reads it that goes on for as long as it is told to. */
async function readAll(file: Uint8Array, maxTokens: number): Promise<string> {
  let read = ''
  for (let first: number | undefined = 0; first !== undefined; ) {
    const part: Awaited<ReturnType<typeof readableFile>> = await readableFile(
      download(file, first),
      maxTokens,
    )
    const cost = countTokens(untrustedJson(part))
    assert.ok(cost <= maxTokens, `${cost} of ${maxTokens}`)
    assert.ok(part.text !== null && (part.text.length > 0 || !('how' in part)))
    read += part.text
    const next = 'how' in part ? Number(/bytes=(\d+)-/.exec(part.how)?.[1]) : undefined
    assert.ok(next === undefined || next > first)
    first = next
  }
  return read
}

describe('a text is read to its end, part by part, each within the budget', () => {
  const texts = {
    'of HTML': '<p class="x">Some <b>bold</b> words</p>\n'.repeat(200),
    'of many scripts': 'Grüße 🏴‍☠️ 日本語 '.repeat(300),
    'that begins with a mark of its order of bytes': `\ufeff${'words '.repeat(3_000)}`,
    'that is empty': '',
  }
  for (const [what, text] of Object.entries(texts))
    test(what, async () => assert.equal(await readAll(Buffer.from(text), 300), text))

  test('of any characters', async () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 3_000, size: 'max' })
    await fc.assert(
      fc.asyncProperty(anyText, async (text) => {
        const file = Buffer.from(text)
        assert.equal(await readAll(file, 256), file.toString())
      }),
      { numRuns: 30 },
    )
  })

  test('of an older encoding, of which nothing is passed over', async () => {
    const file = Buffer.from('Grüße '.repeat(2_000), 'latin1')
    const read = await readAll(file, 300)
    assert.equal(read.match(/e /g)?.length, 2_000)
  })
})

test('what is no text is not shown', async () => {
  const file = await readableFile(download(Buffer.from('%PDF'), 0, 'application/pdf'), 300)
  assert.equal(file.text, null)
})
