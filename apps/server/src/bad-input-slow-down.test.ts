import assert from 'node:assert/strict'
import { createServer, type OutgoingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

/** A GitHub that gives one answer to everything: the emulator knows no other forms than GitHub's own. */
let scripted: { status: number; headers: OutgoingHttpHeaders } = { status: 500, headers: {} }
const upstream = createServer((_, response) => {
  response.writeHead(scripted.status, scripted.headers).end()
})
await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
const { port } = upstream.address() as AddressInfo

/** The engine's clock stands still, so that every wait is exact. */
const NOW = Date.parse('2026-07-01T12:00:00Z')
const under = await engineUnderTest({
  edge: { now: () => NOW },
  // Too short to wait for anything: what the third party says is told at once.
  deadlineMs: 900,
  config: { redirectOrigins: new Map([['https://api.github.com', `http://127.0.0.1:${port}`]]) },
})
after(async () => {
  await under.close()
  upstream.close()
})
const bearer = await under.scopedToken('acme')

const spent = (reset: string) => ({ 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset })
const soon = String(NOW / 1000 + 30)
const WAITS: readonly (readonly [
  what: string,
  status: number,
  headers: OutgoingHttpHeaders,
  retryAfter: string,
  retryAt: string | null,
])[] = [
  ['seconds', 429, { 'retry-after': '7' }, '7', '2026-07-01T12:00:07.000Z'],
  ['a date', 429, { 'retry-after': 'Wed, 01 Jul 2026 12:00:45 GMT' }, '45', '2026-07-01T12:00:45.000Z'],
  [
    'a date that is over',
    429,
    { 'retry-after': 'Wed, 01 Jul 2026 11:00:00 GMT' },
    '1',
    '2026-07-01T12:00:00.000Z',
  ],
  ['no wait', 429, { 'retry-after': '0' }, '1', '2026-07-01T12:00:00.000Z'],
  ['more than a day', 429, { 'retry-after': '99999999' }, '86400', '2026-07-02T12:00:00.000Z'],
  ['words', 429, { 'retry-after': 'soon' }, '60', null],
  ['nothing', 429, {}, '60', null],
  ['the end of its allowance, at 429', 429, spent(soon), '30', '2026-07-01T12:00:30.000Z'],
  ['the end of its allowance, at 403', 403, spent(soon), '30', '2026-07-01T12:00:30.000Z'],
  ['seconds, at 403', 403, { 'retry-after': '7' }, '7', '2026-07-01T12:00:07.000Z'],
]

for (const [what, status, headers, retryAfter, retryAt] of WAITS) {
  test(`a third party that asks to slow down and names ${what} is passed on as Retry-After: ${retryAfter}`, async () => {
    scripted = { status, headers }
    // A connector of its own: after such an answer nothing more is sent for the same one.
    const id = await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN }, validate: false })
    const answer = await under.execute(bearer, id, { entity: 'issues', action: 'list', params: REPOSITORY })
    const body = assertErrorAnswer(answer, 'upstream_rate_limited', [GITHUB_TOKEN, bearer])
    assert.deepEqual([answer.headers.get('retry-after'), body.retry_at], [retryAfter, retryAt])
  })
}
