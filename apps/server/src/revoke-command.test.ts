import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { toErrorBody } from '@sallyport/contract'
import { SallyportError } from '@sallyport/errors'

const MAIN = join(import.meta.dirname, 'main.ts')

test('a report that takes longer than a token lives is waited for', async () => {
  let logins = 0
  let looks = 0
  const job = randomUUID()
  const report = { id: job, status: 'finished', receipts: [], purged: null, connectors: 0 }
  const engine = createServer((request, response) => {
    request.resume()
    const send = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (request.url?.endsWith('/token')) return send(200, { access_token: `token-${++logins}` })
    looks += 1
    const over = new SallyportError('token_expired', 'The token is over.')
    if (request.headers.authorization === 'Bearer token-1' && looks > 1)
      return send(401, toErrorBody(over, job))
    return send(200, looks > 2 ? report : { ...report, status: 'running' })
  })
  engine.listen(0, '127.0.0.1')
  await once(engine, 'listening')
  const { port } = engine.address() as AddressInfo
  const args = [MAIN, 'revoke', '--report', job, '--json', '--url', `http://127.0.0.1:${port}`]
  const child = spawn(process.execPath, args, {
    env: { SALLYPORT_CLIENT_ID: 'x', SALLYPORT_CLIENT_SECRET: 'y' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [output, errors] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  engine.close()
  assert.equal(child.exitCode, 0, errors)
  assert.deepEqual([JSON.parse(output).id, logins], [job, 2])
})
