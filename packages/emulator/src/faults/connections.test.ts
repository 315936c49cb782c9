import assert from 'node:assert/strict'
import { createServer, get } from 'node:http'
import { connect } from 'node:net'
import { test } from 'node:test'
import { client, rawClient } from './testing/client.ts'
import { practise } from './testing/practise.ts'

const { url, faults } = await practise()
const call = client(url)
const raw = rawClient(url)

test('silence gives no answer', async () => {
  faults.add({ kind: 'silence' })
  await assert.rejects(call('/things', { signal: AbortSignal.timeout(50) }), { name: 'TimeoutError' })
})

test('a reset comes before any header, or after half of the body', async () => {
  const { headers, text } = await call()
  faults.add({ kind: 'reset' })
  assert.deepEqual(await raw(), { text: '', error: 'ECONNRESET' })
  faults.add({ kind: 'reset', at: 'body' })
  const seen = await raw()
  assert.equal(seen.error, 'ECONNRESET')
  assert.match(
    seen.text,
    new RegExp(`^HTTP/1.1 200 OK\r\n(.+\r\n)*content-length: ${headers.get('content-length')}\r\n`),
  )
  assert.equal(seen.text.split('\r\n\r\n')[1], text.slice(0, text.length / 2))
})

test('a truncated answer ends short of its length, or without its last chunk, and its connection without an error', async () => {
  const { text } = await call()
  const half = text.slice(0, text.length / 2)
  faults.add({ kind: 'truncated' })
  const short = await raw('/things', 'keep-alive')
  assert.deepEqual([short.error, short.text.split('\r\n\r\n')[1]], [undefined, half])
  assert.match(short.text, new RegExp(`content-length: ${text.length}\r\n`))
  faults.add({ kind: 'truncated', as: 'chunked' })
  const chunked = await raw('/things', 'keep-alive')
  assert.match(chunked.text, /transfer-encoding: chunked\r\n/i)
  assert.doesNotMatch(chunked.text, /content-length/i)
  assert.equal(chunked.text.split('\r\n\r\n')[1], `${half.length.toString(16)}\r\n${half}\r\n`)
  for (const as of ['length', 'chunked'] as const) {
    faults.add({ kind: 'truncated', as })
    await assert.rejects(call())
  }
})

test('behind another answer on the same connection a fault is played too', async () => {
  const pipelined = (count: number) =>
    new Promise<string>((resolve) => {
      let seen = ''
      const requests = 'GET /things HTTP/1.1\r\nhost: x\r\n\r\n'.repeat(count)
      const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(requests))
      socket.on('data', (chunk) => {
        seen += chunk
      })
      socket.on('error', () => {})
      socket.on('close', () => resolve(seen))
    })
  faults.add({ kind: 'latency', ms: 30 })
  faults.add({ kind: 'slow-headers', interval: 1 })
  const slow = await pipelined(2)
  assert.equal(slow.split('HTTP/1.1 200 OK').length, 3)
  faults.add({ kind: 'latency', ms: 30 })
  faults.add({ kind: 'reset' })
  assert.equal(await pipelined(2), '')
})

test('an answer without a body has no middle: it breaks before its headers', async () => {
  for (const rule of [{ kind: 'truncated' }, { kind: 'reset', at: 'body' }] as const) {
    faults.add(rule)
    assert.deepEqual(await raw('/nothing'), { text: '', error: 'ECONNRESET' })
  }
})

test('refused connections: none is accepted until the rule is taken back, then the port is the same', async () => {
  const open = assert.rejects(call('/things', { signal: null }))
  faults.add({ kind: 'silence' })
  await new Promise((resolve) => setTimeout(resolve, 20))
  const handle = faults.add({ kind: 'connection-refused' })
  await open
  assert.deepEqual(await raw(), { text: '', error: 'ECONNREFUSED' })
  assert.deepEqual(await raw(), { text: '', error: 'ECONNREFUSED' })
  handle.remove()
  assert.equal((await call()).status, 200)
  faults.add({ kind: 'connection-refused', ms: 600_000 })
  assert.deepEqual(await raw(), { text: '', error: 'ECONNREFUSED' })
  faults.clear()
  assert.equal((await call()).status, 200)
})

test('refused connections end by themselves after their time', async () => {
  const started = performance.now()
  faults.add({ kind: 'connection-refused', ms: 60 })
  assert.deepEqual(await raw(), { text: '', error: 'ECONNREFUSED' })
  assert.deepEqual([faults.refusing, faults.list().at(-1)?.done], [true, false])
  while (
    (await raw('/nothing').then(({ error }) => error)) === 'ECONNREFUSED' &&
    performance.now() - started < 3000
  ) {
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
  assert.ok(performance.now() - started >= 59)
  assert.deepEqual([faults.refusing, faults.list().at(-1)?.done], [false, true])
})

test('a never-ending answer begins like JSON and goes on until the client leaves', async () => {
  faults.add({ kind: 'never-ending' })
  const response = await fetch(`${url}/things`)
  let received = 0
  for await (const chunk of response.body ?? []) {
    if (received === 0) assert.match(Buffer.from(chunk).toString('latin1', 0, 10), /^\[/)
    received += chunk.length
    if (received > 20_000_000) break
  }
  assert.deepEqual([response.status, response.headers.get('content-length')], [200, null])
  assert.equal((await call()).status, 200)
})

test('a never-ending answer waits for a client that reads slowly', async () => {
  faults.add({ kind: 'never-ending' })
  const before = process.memoryUsage().rss
  const response = await fetch(`${url}/things`)
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.ok(process.memoryUsage().rss - before < 100_000_000)
  await response.body?.cancel()
})

test('a never-ending answer may come a byte at a time', async () => {
  faults.add({ kind: 'never-ending', trickle: 5 })
  const response = await fetch(`${url}/things`)
  const sizes = []
  for await (const chunk of response.body ?? []) {
    sizes.push(chunk.length)
    if (sizes.length === 10) break
  }
  assert.ok(sizes.reduce((sum, size) => sum + size) < 30, String(sizes))
})

for (const encoding of ['gzip', 'deflate', 'br'] as const) {
  test(`a bomb of ${encoding} is small on the wire and as large as was asked for when decoded`, async () => {
    const bytes = 20_000_000
    faults.add({ kind: 'gzip-bomb', bytes, encoding })
    const { text, json, headers } = await call()
    assert.deepEqual(
      [text.length, Array.isArray(json), headers.get('content-encoding')],
      [bytes, true, encoding],
    )
    faults.add({ kind: 'gzip-bomb', bytes, encoding })
    const wire = await new Promise<number>((resolve, reject) => {
      get(`${url}/things`, { agent: false }, async (response) => {
        let size = 0
        for await (const chunk of response) size += chunk.length
        resolve(size)
      }).on('error', reject)
    })
    assert.ok(wire < bytes / 500, String(wire))
  })
}

test('a client that leaves a bomb in the middle leaves nothing behind', async () => {
  faults.add({ kind: 'gzip-bomb', bytes: 2 ** 30 })
  const response = await fetch(`${url}/things`)
  await response.body?.cancel()
  assert.equal((await call()).status, 200)
})

test('a header can be there twice', async () => {
  faults.add({ kind: 'duplicate-header', name: 'Content-Type', values: ['text/plain', 'application/json'] })
  const { text } = await raw()
  assert.deepEqual(
    [...text.matchAll(/^content-type: (.*)\r$/gim)].map(([, value]) => value),
    ['text/plain', 'application/json'],
  )
})

test('a redirect to itself never ends', async () => {
  const handle = faults.add({ kind: 'redirect', to: 'self', times: 'always' })
  await assert.rejects(call('/things?x=1', { redirect: 'follow' }), { name: 'TypeError' })
  assert.ok(handle.played > 10)
  const { headers } = await call('/things?x=1')
  assert.equal(headers.get('location'), `${url}/things?x=1`)
  faults.clear()
})

test('a redirect is followed to the other origin', async (context) => {
  const other = createServer((request, response) => response.end(request.url))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  context.after(() => other.close())
  const address = other.address()
  faults.add({ kind: 'redirect', to: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}` })
  assert.equal((await call('/things?x=1', { redirect: 'follow' })).text, '/things?x=1')
})
