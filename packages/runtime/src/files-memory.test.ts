import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const MB = 1024 * 1024
const piece = Buffer.alloc(256 * 1024, 'x')

/** Gives as many bytes as the path says, and counts what it takes, over one request or several. */
async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method === 'GET') return give(response, Number(request.url?.split('/').at(-1)))
  let size = 0
  for await (const chunk of request) size += chunk.length
  if (request.method === 'POST') return void response.writeHead(200, { location: '/sessions/1' }).end()
  const range = request.headers['content-range']
  const [, last, total] = /bytes \d+-(\d+)\/(\d+)/.exec(String(range)) ?? []
  const reached = last === undefined ? size : Number(last) + 1
  if (total !== undefined && reached < Number(total)) {
    return void response.writeHead(308, { range: `bytes=0-${last}` }).end()
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ size: reached }))
}

async function give(response: ServerResponse, bytes: number): Promise<void> {
  response.writeHead(200, { 'content-length': bytes })
  for (let left = bytes; left > 0; left -= piece.length) {
    if (!response.write(left < piece.length ? piece.subarray(0, left) : piece)) await once(response, 'drain')
  }
  response.end()
}

/**
 * Every read of a socket leaves a buffer of 64 KB to the collector, which lets about 100 MB of them lie with V8's usual
 * nursery of 16 MB, however large the file is. With a small one the figure is what the file itself needs.
 */
const NURSERY = '--max-semi-space-size=1'
const most = 64 * MB

for (const [direction, size] of [
  ['download', 1024 * MB],
  ['upload_raw', 200 * MB],
  ['upload_in_large_pieces', 200 * MB],
] as const) {
  test(`a file of ${size / MB} MB takes less than ${most / MB} MB of memory on its way (${direction})`, async (context) => {
    const server = createServer((request, response) => void respond(request, response)).listen(0, '127.0.0.1')
    try {
      await once(server, 'listening')
      const address = server.address()
      assert.ok(address !== null && typeof address === 'object')
      const program = fileURLToPath(new URL('./testing/move-file.ts', import.meta.url))
      // A process of its own: this one plays the third party.
      const { stdout } = await promisify(execFile)(process.execPath, [
        NURSERY,
        program,
        `http://127.0.0.1:${address.port}`,
        direction,
        String(size),
      ])
      context.diagnostic(`memory grew by ${(Number(stdout) / MB).toFixed(1)} MB`)
      assert.ok(stdout.trim() !== '' && Number(stdout) < most, `memory grew by ${stdout.trim()} bytes`)
    } finally {
      server.close()
    }
  })
}
