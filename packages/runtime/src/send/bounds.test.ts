import assert from 'node:assert/strict'
import { test } from 'node:test'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { SallyportError } from '@sallyport/errors'
import { createSender } from './sender.ts'
import { serve, type UpstreamServer } from './testing/upstream-server.ts'
import type { UpstreamAnswer } from './upstream.ts'

const MAX_BYTES = 10_000

async function fetchFrom(upstream: UpstreamServer, method = 'GET'): Promise<UpstreamAnswer> {
  const sender = createSender({ allowLoopbackOrigins: new Map([['https://api.test', upstream.origin]]) })
  try {
    const url = new URL('https://api.test/')
    return await sender.send({ method, url, headers: {} }, { deadlineMs: 5_000, maxBytes: MAX_BYTES })
  } finally {
    await sender.close()
  }
}

function isTooLarge(error: unknown): boolean {
  return (
    SallyportError.isInstance(error) && error.code === 'upstream_too_large' && error.upstream?.status === 200
  )
}

test('a body of exactly the bound comes whole, in one piece or many', async () => {
  const body = Buffer.alloc(MAX_BYTES, 'abcdefg')
  await using whole = await serve((response) => response.end(body))
  await using pieces = await serve(async (response) => {
    for (let at = 0; at < body.length; at += 1_000) {
      response.write(body.subarray(at, at + 1_000))
      await new Promise(setImmediate)
    }
    response.end()
  })
  for (const upstream of [whole, pieces]) {
    assert.deepEqual(Buffer.from((await fetchFrom(upstream)).body), body)
  }
})

test('one byte over the bound is refused, also when no length was declared', async () => {
  await using upstream = await serve((response) => {
    response.write(Buffer.alloc(MAX_BYTES))
    response.end('x')
  })
  await assert.rejects(fetchFrom(upstream), isTooLarge)
})

test('a declared length over the bound is refused before the body comes', async () => {
  await using upstream = await serve((response) => {
    response.writeHead(200, { 'content-length': MAX_BYTES + 1 }).flushHeaders()
  })
  await assert.rejects(fetchFrom(upstream), isTooLarge)
})

test('a body without a declared length is cut off at the bound, and the connection closed', async () => {
  let written = 0
  await using upstream = await serve((response) => {
    response.on('drain', write)
    write()
    function write() {
      do written += 1_000
      while (response.write(Buffer.alloc(1_000)))
    }
  })
  await assert.rejects(fetchFrom(upstream), isTooLarge)
  await upstream.idle()
  assert.ok(written < 20_000_000)
})

for (const [coding, bomb] of [
  ['gzip', gzipSync(Buffer.alloc(5_000_000))],
  ['br', brotliCompressSync(Buffer.alloc(5_000_000))],
] as const) {
  test(`a small ${coding} body that inflates over the bound is refused`, async () => {
    assert.ok(bomb.length < MAX_BYTES)
    await using upstream = await serve((response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(bomb)
    })
    await assert.rejects(fetchFrom(upstream), isTooLarge)
  })

  test(`${coding} is undone`, async () => {
    const encode = coding === 'gzip' ? gzipSync : brotliCompressSync
    await using upstream = await serve((response) => {
      response.writeHead(200, { 'content-encoding': coding }).end(encode('plain'))
    })
    assert.equal(Buffer.from((await fetchFrom(upstream)).body).toString(), 'plain')
  })
}

test('the length that a HEAD answers is not that of a body', async () => {
  await using upstream = await serve((response) => {
    response.writeHead(200, { 'content-length': MAX_BYTES * 2, 'content-encoding': 'gzip' }).end()
  })
  const answer = await fetchFrom(upstream, 'HEAD')
  assert.equal(answer.headers['content-length'], String(MAX_BYTES * 2))
  assert.equal(answer.body.length, 0)
})
