import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Attempt } from '@sallyport/runtime/testing'

interface Report {
  readonly ended: readonly string[]
  /** How many other ways out of the process were closed. */
  readonly closed: number
  readonly attempts: readonly Attempt[]
}

const program = fileURLToPath(new URL('./testing/both-modes-program.ts', import.meta.url))

/** Answers whatever it is asked, and says where it listens. */
async function listening(status: number, body: object): Promise<{ server: Server; port: number }> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return { server, port: (server.address() as AddressInfo).port }
}

test('the client connects to the third party in local mode, to the engine in hosted mode, and to nothing else', async () => {
  const third = await listening(200, { id: 1, login: 'ada', number: 1, title: 'Once' })
  const engine = await listening(401, { message: 'No.' })
  const origins = [third, engine].map(({ port }) => `http://127.0.0.1:${port}`)
  const child = spawn(process.execPath, [program, ...origins], { env: {}, stdio: ['ignore', 'pipe', 'pipe'] })
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)])
  third.server.close()
  engine.server.close()
  assert.ok(printed.startsWith('{'), complaints)
  const { ended, closed, attempts } = JSON.parse(printed) as Report
  // What answers in the engine's place is none, and is told apart.
  assert.deepEqual(ended, ['done', 'done', 'engine_unreachable', 'engine_unreachable'])
  assert.ok(closed > 20)
  const reached = (own: boolean) => attempts.filter((attempt) => attempt.own === own)
  assert.ok(reached(true).length > 0 && reached(true).every(({ port }) => port === third.port))
  assert.ok(reached(false).length > 0 && reached(false).every(({ port }) => port === engine.port))
  assert.ok(attempts.every(({ host }) => host === '127.0.0.1'))
})
