import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as zlib from 'node:zlib'
import fc from 'fast-check'
import { decodeContent, isOverflow } from './content-coding.ts'

const fast = { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 1 } }

const encoders: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: zlib.gzipSync,
  'X-GZIP': zlib.gzipSync,
  br: (body) => zlib.brotliCompressSync(body, fast),
  deflate: zlib.deflateSync,
}

/** Small, and on either side of what is inflated in place. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 2_000 }),
  fc.integer({ min: 262_000, max: 263_000 }).map((length) => new Uint8Array(length).fill(7)),
)

for (const [coding, encode] of Object.entries(encoders)) {
  test(`${coding} is undone, at the bound and not one byte over it`, async () => {
    const property = fc.asyncProperty(bytes, async (original) => {
      const encoded = encode(original)
      const decoded = await decodeContent(encoded, coding, Math.max(1, original.length))
      assert.deepEqual(new Uint8Array(decoded), original)
      if (original.length > 1) await assert.rejects(inflate(encoded, coding, original.length - 1), isOverflow)
    })
    await fc.assert(property, { numRuns: 40 })
  })

  test(`${coding} that was cut off fails`, async () => {
    const encoded = encode(new TextEncoder().encode('a body that is not all there'))
    await assert.rejects(inflate(encoded.subarray(0, -3), coding, 1_000), (error) => !isOverflow(error))
  })
}

test('deflate without its zlib wrapper is undone too', async () => {
  const encoded = zlib.deflateRawSync('raw')
  assert.equal(String(await decodeContent(encoded, 'deflate', 100)), 'raw')
})

test('a bomb is stopped at the bound', async () => {
  const bomb = zlib.brotliCompressSync(Buffer.alloc(64 * 1024 * 1024), fast)
  const before = process.memoryUsage().rss
  await assert.rejects(inflate(bomb, 'br', 1024 * 1024), isOverflow)
  assert.ok(process.memoryUsage().rss - before < 16 * 1024 * 1024)
})

test('codings that were not asked for are refused', async () => {
  for (const coding of ['zstd', 'compress', 'gzip, br', '']) {
    await assert.rejects(inflate(new Uint8Array(1), coding, 10), TypeError)
  }
})

async function inflate(body: Uint8Array, coding: string, maxBytes: number): Promise<Uint8Array> {
  return decodeContent(body, coding, maxBytes)
}
