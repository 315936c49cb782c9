import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { github } from './connectors/github.ts'
import { connect } from './index.ts'
import { scriptedEngine } from './testing/scripted-engine.ts'

const TOKEN = 'ghp_practise'
const emulator = await emulate(githubVendor, { credentials: TOKEN })
after(() => emulator.close())
const redirectOrigins = { 'https://api.github.com': emulator.url }
const ISSUES = { owner: 'octokit-fixture-org', repo: 'paginate-issues' } as const

test('options of neither mode, or of both, are refused at once', () => {
  const hosted = { url: 'http://engine.example', clientId: 'id', clientSecret: 'secret', workspace: 'acme' }
  const wrong = /either "credentials", or "url"/
  assert.throws(() => connect(github, {} as never), wrong)
  assert.throws(() => connect(github, { ...hosted, credentials: { token: TOKEN } } as never), wrong)
})

test('a credential that fits no way to authenticate is refused, and not repeated', async () => {
  const client = connect(github, { credentials: { key: TOKEN } as never })
  await assert.rejects(client.users.me(), ({ code, message }) => {
    assert.equal(code, 'credential_mismatch')
    assert.match(message, /Keys given: "key"\. Ways: token \(token\); oauth \(access_token and /)
    return !message.includes(TOKEN)
  })
  await client.close()
})

test('a client that was never used is closed like any other', async () => {
  await connect(github, { credentials: { token: TOKEN } }).close()
})

test('`all` stops at a list that leads in a circle', async () => {
  const cursors = ['a', 'b', 'a']
  const { fetch } = scriptedEngine({
    execute: () =>
      Response.json({
        status: 'success',
        result: [{ number: 1 }],
        connector_metadata: { has_next_page: true, end_cursor: cursors.shift() },
        execution_metadata: { connector_instance_id: '', execution_time_ms: 1 },
      }),
  })
  const options = { url: 'http://engine.example', clientId: 'id', clientSecret: 'secret', workspace: 'acme' }
  const client = connect(github, { ...options, fetch })
  const seen: number[] = []
  const reading = async () => {
    for await (const { number } of client.issues.list.all(ISSUES)) seen.push(number)
  }
  await assert.rejects(reading(), { code: 'upstream_malformed' })
  assert.deepEqual(seen, [1, 1, 1])
})

test('a local call that is given up while it waits to be sent again rejects with the reason at once', async () => {
  const client = connect(github, { credentials: { token: TOKEN }, redirectOrigins })
  emulator.ledger.clear()
  emulator.faults.add({ kind: 'too-many-requests', retryAfter: 15 })
  const controller = new AbortController()
  const call = client.issues.list(ISSUES, { signal: controller.signal })
  while (emulator.ledger.count() === 0) await sleep(5)
  // The answer is on its way, or was heard: the call waits for seconds from then on.
  await sleep(100)
  const reason = new Error('the user closed the window')
  controller.abort(reason)
  await assert.rejects(call, (error) => error === reason)
  assert.equal(emulator.ledger.count(), 1)
  await client.close()
  emulator.ledger.clear()
})

test('a date is sent as the text that JSON makes of it', async () => {
  const client = connect(github, { credentials: { token: TOKEN }, redirectOrigins })
  await client.execute('issues', 'list', { ...ISSUES, since: new Date(0) })
  assert.equal(emulator.ledger.requests()[0]?.query.since, '1970-01-01T00:00:00.000Z')
  await client.close()
})
