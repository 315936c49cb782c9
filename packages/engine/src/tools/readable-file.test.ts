import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { Download } from '@sallyport/runtime'
import fc from 'fast-check'
import { readableFile } from './readable-file.ts'

interface Body {
  /** How many pieces were taken. */
  taken: number
  closed: boolean
}

/** A file that comes in pieces of some bytes. */
function fileOf(content: Uint8Array | string, more: Partial<Download> = {}, size = 7) {
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
  const download: Download = {
    type: 'text/plain; charset=utf-8',
    length: bytes.length,
    range: undefined,
    disposition: undefined,
    body: pieces(),
    ...more,
  }
  return { download, seen }
}

/** What a model does that reads on for as long as it is told that there is more. */
async function readOn(content: Uint8Array, maxTokens: number) {
  const texts: string[] = []
  for (let from = 0, turn = 0; turn <= content.length; turn++) {
    const part = { range: from === 0 ? undefined : `bytes ${from}-${content.length - 1}/${content.length}` }
    const read = await readableFile(fileOf(content.subarray(from), part).download, maxTokens)
    texts.push(read.text ?? '')
    const next = 'how' in read ? /"bytes=(\d+)-"/.exec(read.how)?.[1] : undefined
    if (next === undefined) return texts
    assert.ok(Number(next) > from, 'it goes on')
    from = Number(next)
  }
  throw new assert.AssertionError({ message: 'there is no end' })
}

describe('a file for a model', () => {
  test('is its whole text where that fits', async () => {
    const { download } = fileOf('Grüße 😀')
    assert.deepEqual(await readableFile(download, 100), {
      type: 'text/plain; charset=utf-8',
      bytes: 12,
      part: null,
      text: 'Grüße 😀',
    })
  })

  for (const type of ['application/json', 'application/problem+json; charset=utf-8', 'TEXT/HTML']) {
    test(`of ${type} is text`, async () => {
      assert.equal((await readableFile(fileOf('{}', { type }).download, 100)).text, '{}')
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
      const read = await readableFile(download, 100)
      assert.equal(read.text, null)
      assert.deepEqual([read.bytes, seen], [700, { taken: 1, closed: true }])
    })
  }

  test('that is too long is left where the budget ends, with the way to the rest', async () => {
    const { download, seen } = fileOf('x'.repeat(70_000))
    const read = await readableFile(download, 100)
    assert.equal(read.text, 'x'.repeat(200))
    assert.match('how' in read ? read.how : '', /range_header "bytes=200-"/)
    assert.deepEqual(seen, { taken: 29, closed: true })
  })

  test('goes on behind the part that was asked for, not behind the beginning of the file', async () => {
    const { download } = fileOf('x'.repeat(900), { range: 'bytes 1000-1899/1900' })
    const read = await readableFile(download, 100)
    assert.match('how' in read ? read.how : '', /"bytes=1200-"/)
  })

  test('of bytes that are no UTF-8 skips none of them', async () => {
    const latin1 = Buffer.from('né'.repeat(300), 'latin1')
    const texts = await readOn(latin1, 100)
    assert.equal(texts.join(''), 'n\ufffd'.repeat(300))
  })

  test('begins with a mark of its byte order, and repeats nothing for it', async () => {
    const marked = Buffer.from(`\ufeff${'x'.repeat(500)}`)
    assert.equal((await readOn(marked, 100)).join(''), 'x'.repeat(500))
  })

  test('is read on to its end, no character cut, lost or doubled', async () => {
    const content = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(content, fc.integer({ min: 4, max: 40 }), async (text, maxTokens) => {
        const whole = `.${text.replaceAll('\ufeff', '')}`
        assert.equal((await readOn(Buffer.from(whole), maxTokens)).join(''), whole)
      }),
    )
  })
})
