import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Attempt } from './testing/traced-connections.ts'
import { serve } from './testing/upstream-server.ts'

interface Report {
  /** Functions that were replaced by ones that throw. */
  readonly closed: readonly string[]
  /** How `send` and `open` ended, by destination. */
  readonly outcomes: Readonly<Record<string, readonly string[]>>
  readonly attempts: readonly Attempt[]
  /** Attempts by the time that all of the corpus was asked, and by the time that the allowed ones were. */
  readonly refused: number
  readonly own: number
  readonly reached: readonly string[][]
}

const program = fileURLToPath(new URL('./testing/corpus-program.ts', import.meta.url))

test('with every other way out closed, nothing of the corpus is tried and what is allowed is reached', async () => {
  await using plain = await serve((response) => response.end())
  await using secure = await serve((response) => response.end(), { secure: true })
  // A proxy named by the environment would be a way around, and would see the URLs.
  await using proxy = await serve((response) => response.end())
  const env = {
    HTTP_PROXY: proxy.origin,
    HTTPS_PROXY: proxy.origin,
    ALL_PROXY: proxy.origin,
    NODE_USE_ENV_PROXY: '1',
  }
  const child = spawn(process.execPath, [program, `${plain.port}`, `${secure.port}`], {
    env: { ...env, https_proxy: proxy.origin, NODE_TLS_REJECT_UNAUTHORIZED: '0' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [printed, complaints] = await Promise.all([text(child.stdout), text(child.stderr)])
  assert.ok(printed.startsWith('{'), complaints)
  const report = JSON.parse(printed) as Report

  for (const name of [
    'globalThis.fetch',
    'globalThis.WebSocket',
    'dns.lookup',
    'dns.resolve4',
    'http.request',
  ])
    assert.ok(report.closed.includes(name), name)
  const outcomes = Object.entries(report.outcomes)
  assert.ok(outcomes.length > 200, `${outcomes.length} destinations`)
  const letThrough = outcomes.filter(([, codes]) => codes.some((code) => code !== 'destination_refused'))
  assert.deepEqual(letThrough, [])
  assert.equal(report.refused, 0)

  assert.deepEqual(report.reached, [
    ['200', '200'],
    ['200', '200'],
  ])
  const own = report.attempts.slice(0, report.own)
  assert.ok(own.length >= 2 && own.every((attempt) => attempt.own))
  assert.deepEqual([...new Set(own.map(({ port }) => port))].sort(), [plain.port, secure.port].sort())
  assert.deepEqual(
    report.attempts.slice(report.own).map((attempt) => attempt.own),
    [false],
    'the trace tells a stranger from the connector',
  )
  assert.equal(proxy.connections.length, 0)
  assert.deepEqual([plain.seen.length, secure.seen.length], [2, 2])
})
