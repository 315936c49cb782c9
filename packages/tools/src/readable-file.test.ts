import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { type ComingFile, readableFile } from './readable-file.ts'
import { countTokens } from './results/index.ts'
import { untrustedJson } from './untrusted.ts'

/** A third party that has a file, and gives parts of it. */
function download(file: Uint8Array, first = 0, type = 'text/html'): ComingFile {
  const rest = file.subarray(first)
  async function* pieces() {
    for (let at = 0; at < rest.length; at += 700) yield rest.subarray(at, at + 700)
  }
  const range = first === 0 ? undefined : `bytes ${first}-${file.length - 1}/${file.length}`
  return { body: pieces(), length: rest.length, type, range }
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

interface Body {
  /** How many pieces were taken. */
  taken: number
  closed: boolean
}

/** A file that comes in pieces of some bytes. */
function fileOf(content: Uint8Array | string, more: Partial<ComingFile> = {}, size = 7) {
  const bytes = Buffer.from(content)
  const seen: Body = { taken: 0, closed: false }
  async function* pieces() {
    try {
      for (let at = 0; at < bytes.length; at += size) {
        seen.taken++
        yield bytes.subarray(at, at + size)
      }
    } finally {
      seen.closed = true
    }
  }
  const download: ComingFile = {
    type: 'text/plain; charset=utf-8',
    length: bytes.length,
    range: undefined,
    body: pieces(),
    ...more,
  }
  return { download, seen }
}

describe('a file for a model', () => {
  test('is its whole text where that fits', async () => {
    const { download } = fileOf('Grüße 😀')
    assert.deepEqual(await readableFile(download, 256), {
      type: 'text/plain; charset=utf-8',
      bytes: 12,
      part: null,
      text: 'Grüße 😀',
    })
  })

  for (const type of ['application/json', 'application/problem+json; charset=utf-8', 'TEXT/HTML']) {
    test(`of ${type} is text`, async () => {
      assert.equal((await readableFile(fileOf('{}', { type }).download, 256)).text, '{}')
    })
  }

  for (const type of [
    'image/png',
    'image/svg+xml',
    'application/octet-stream',
    'application/jsonish',
    'x-text/plain',
    undefined,
  ]) {
    test(`of ${type ?? 'no type'} is only described, and no more of it is fetched than its beginning`, async () => {
      const { download, seen } = fileOf('x'.repeat(700), { type })
      const read = await readableFile(download, 256)
      assert.equal(read.text, null)
      assert.deepEqual([read.bytes, seen], [700, { taken: 1, closed: true }])
    })
  }

  test('that is too long is left where the budget ends', async () => {
    const { download, seen } = fileOf('x '.repeat(40_000))
    const read = await readableFile(download, 256)
    assert.match(read.how ?? '', /range_header "bytes=\d+-"/)
    assert.ok(seen.closed && seen.taken < 200, `${seen.taken} pieces`)
  })

  test('goes on behind the part that was asked for, not behind the beginning of the file', async () => {
    const { download } = fileOf('x '.repeat(4_000), { range: 'bytes 1000-8999/9000' })
    const { text, how } = await readableFile(download, 256)
    assert.match(how ?? '', new RegExp(`"bytes=${1_000 + (text?.length ?? 0)}-"`))
  })
})
