import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'

test('an answer that came while the process stood still is read, although its time was over by then', async (t) => {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const program = join(import.meta.dirname, 'testing', 'one-request.ts')
  const child = spawn(process.execPath, [program, url, '400'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const said = text(child.stdout)
  const [, response] = await once(server, 'request')
  child.kill('SIGSTOP')
  response.end('done')
  await sleep(800)
  child.kill('SIGCONT')
  assert.equal(await said, 'answered 200')
})
