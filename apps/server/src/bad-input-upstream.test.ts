import assert from 'node:assert/strict'
import { after, beforeEach, test } from 'node:test'
import type { FaultRule } from '@sallyport/emulator'
import { assertErrorAnswer, type Refusal } from '@sallyport/http/testing'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const under = await engineUnderTest({ deadlineMs: 1000 })
after(() => under.close())
const { github } = under
const bearer = await under.scopedToken('acme')
const ISSUES = `/repos/${REPOSITORY.owner}/${REPOSITORY.repo}/issues`
const connected = () => under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN }, validate: false })
const id = await connected()
const secrets = [GITHUB_TOKEN, bearer, under.application.client_secret]
const ELSEWHERE = 'http://127.0.0.1:9'

const list = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 3 } }
const create = { entity: 'issues', action: 'create', params: { ...REPOSITORY, title: 'Once' } }

beforeEach(() => {
  github.faults.clear()
  github.ledger.clear()
})

const READS: readonly (readonly [what: string, fault: FaultRule, refusal: Refusal])[] = [
  [
    '401',
    { kind: 'unauthorized' },
    { code: 'credential_invalid', says: /does not accept the credential.*Connect the account again/ },
  ],
  ['403 for want of permission', { kind: 'forbidden' }, { code: 'upstream_forbidden', says: /permission/ }],
  ['403 of a spent allowance', { kind: 'rate-limited' }, { code: 'upstream_rate_limited' }],
  ['403 of a second limit', { kind: 'secondary-rate-limited' }, { code: 'upstream_rate_limited' }],
  ['404', { kind: 'not-found' }, { code: 'upstream_not_found' }],
  ['409', { kind: 'conflict' }, { code: 'upstream_conflict' }],
  ['422', { kind: 'invalid' }, { code: 'upstream_invalid', says: /Validation Failed/ }],
  ['429', { kind: 'too-many-requests' }, { code: 'upstream_rate_limited' }],
  ['500 in HTML', { kind: 'server-error' }, { code: 'upstream_unavailable' }],
  ['502', { kind: 'bad-gateway' }, { code: 'upstream_unavailable' }],
  ['what is no JSON', { kind: 'nonsense', as: 'json' }, { code: 'upstream_malformed' }],
  ['a page to sign in', { kind: 'nonsense', as: 'html' }, { code: 'upstream_malformed', says: /text\/html/ }],
  ['50 MB', { kind: 'large', bytes: 50_000_000 }, { code: 'upstream_too_large' }],
  ['100,000 lists inside each other', { kind: 'deep', levels: 100_000 }, { code: 'upstream_malformed' }],
  ['nothing', { kind: 'silence' }, { code: 'upstream_timeout', says: /within \d+ ms/ }],
  ['a reset before the headers', { kind: 'reset', at: 'headers' }, { code: 'upstream_unavailable' }],
  ['a reset in the body', { kind: 'reset', at: 'body' }, { code: 'upstream_unavailable' }],
  ['a redirect elsewhere', { kind: 'redirect', to: ELSEWHERE }, { code: 'destination_refused' }],
  [
    'an echo of the credential',
    { kind: 'echo-authorization' },
    { code: 'upstream_invalid', says: /Bearer \[redacted\]/ },
  ],
  ['a next page that is this one', { kind: 'repeating-cursor' }, { code: 'upstream_malformed' }],
]

for (const [what, fault, refusal] of READS) {
  test(`a read that GitHub answers with ${what}: ${refusal.code}`, async () => {
    // Here alone: after a 401 the engine asks once more, by itself, whether the credential is over.
    github.faults.add({ ...fault, path: ISSUES })
    // A connector of its own: after a spent allowance nothing more is sent for the same one.
    const body = assertErrorAnswer(await under.execute(bearer, await connected(), list), refusal, secrets)
    assert.deepEqual([body.side_effect, github.ledger.count({ path: ISSUES, method: 'GET' })], ['none', 1])
  })
}

test('integers beyond 2^53 come as text, with a warning', async () => {
  github.faults.add({ kind: 'big-integers' })
  const { status, body } = await under.execute(bearer, id, { ...list, select_fields: ['id', 'number'] })
  assert.equal(status, 200)
  assert.deepEqual(body.result[0], { id: String(2n ** 53n + 2001n), number: 13 })
  assert.equal(body.warning.code, 'integers_as_text')
})

/** What GitHub may have carried out before it failed to say so. */
const UNCERTAIN: readonly (readonly [what: string, fault: FaultRule, sideEffect: string])[] = [
  ['500', { kind: 'server-error' }, 'unknown'],
  ['502', { kind: 'bad-gateway' }, 'unknown'],
  ['nothing', { kind: 'silence' }, 'unknown'],
  ['a reset before the headers', { kind: 'reset', at: 'headers' }, 'unknown'],
  ['what is no JSON', { kind: 'nonsense' }, 'done'],
  ['100,000 lists inside each other', { kind: 'deep', levels: 100_000 }, 'done'],
]

for (const [what, fault, sideEffect] of UNCERTAIN) {
  test(`a write that GitHub carries out and answers with ${what} is sent once: outcome_unknown`, async () => {
    github.faults.add({ ...fault, committed: true })
    const says = /Look with issues\.list whether it happened/
    const answer = await under.execute(bearer, id, create)
    const body = assertErrorAnswer(answer, { code: 'outcome_unknown', says }, secrets)
    assert.deepEqual([body.side_effect, github.ledger.count({ method: 'POST' })], [sideEffect, 1])
  })
}

/** What GitHub says of a write that it did not carry out. */
const REFUSED: readonly (readonly [what: string, fault: FaultRule, refusal: Refusal])[] = [
  ['401', { kind: 'unauthorized' }, { code: 'credential_invalid' }],
  ['403', { kind: 'forbidden' }, { code: 'upstream_forbidden' }],
  ['409', { kind: 'conflict' }, { code: 'upstream_conflict' }],
  ['422', { kind: 'invalid' }, { code: 'upstream_invalid' }],
  ['429', { kind: 'too-many-requests' }, { code: 'upstream_rate_limited' }],
]

for (const [what, fault, refusal] of REFUSED) {
  test(`a write that GitHub refuses with ${what} is sent once and changed nothing: ${refusal.code}`, async () => {
    github.faults.add({ ...fault, path: ISSUES })
    const body = assertErrorAnswer(await under.execute(bearer, await connected(), create), refusal, secrets)
    assert.deepEqual([body.side_effect, github.ledger.count({ method: 'POST' })], ['none', 1])
  })
}

test('neither the log nor any answer above held a credential', () => {
  for (const secret of secrets) assert.ok(!under.logged().includes(secret))
})
