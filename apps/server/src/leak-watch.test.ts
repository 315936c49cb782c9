import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { queryAs } from '@sallyport/postgres'
import { type EngineUnderTest, engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'
import { leakWatch } from './testing/leak-watch.ts'

leakWatch.expectsLeaks = true

const CREATED = 'wx_0created0with0a0request0000'
const encoded = Buffer.from(CREATED).toString('base64')

/** What an engine might do wrong, done by hand, and where it is found then. */
const leaks: Readonly<Record<string, readonly [where: RegExp, leak: (under: EngineUnderTest) => unknown]>> = {
  'a table': [
    /^sallyport\.connectors\.name$/,
    ({ engine }) => queryAs(engine.database, 'UPDATE sallyport.connectors SET name = $1', [encoded]),
  ],
  'the queue of jobs': [
    /^sallyport_jobs\._private_jobs\.payload$/,
    async ({ engine }) => {
      const task = "INSERT INTO sallyport_jobs._private_tasks (identifier) VALUES ('nobody') RETURNING id"
      const [row] = await queryAs(engine.database, task)
      const job =
        "INSERT INTO sallyport_jobs._private_jobs (task_id, payload) VALUES ($1, json_build_object('t', $2::text))"
      await queryAs(engine.database, job, [row?.id, CREATED])
    },
  ],
  'an answer': [
    /^answer of GET \/api\/v1\//,
    () => leakWatch.answered('GET /api/v1/x', new Response(), JSON.stringify({ token: encoded })),
  ],
  'a file of the data directory': [
    /^file .*spool\/save$/,
    async ({ config }) => {
      await mkdir(join(config.dataDirectory, 'spool'), { recursive: true })
      await writeFile(join(config.dataDirectory, 'spool', 'save'), CREATED)
    },
  ],
  'a webhook': [
    /^webhook payload$/,
    () => leakWatch.add('webhook payload', [CREATED.slice(0, 9), CREATED.slice(9)]),
  ],
}

describe('a test file fails where a secret came out of its engine, whatever it asked for, with', () => {
  for (const [name, [where, leak]] of Object.entries(leaks)) {
    test(name, async () => {
      const under = await engineUnderTest()
      const bearer = await under.scopedToken('acme')
      await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN }, validate: false })
      await under.connectGithub(bearer, { credentials: { token: CREATED }, validate: false })
      await leak(under)
      await assert.rejects(under.close(), ({ message, actual }: assert.AssertionError) => {
        assert.match(message, /a secret came out/)
        assert.ok(!message.includes(CREATED) && !message.includes(encoded))
        const found = actual as { readonly secret: string; readonly where: string }[]
        assert.deepEqual([...new Set(found.map(({ secret }) => secret))], ['a credential'])
        assert.ok(
          found.every((one) => where.test(one.where)),
          JSON.stringify(found),
        )
        return true
      })
    })
  }
})

test('what is shown by contract is no leak: a token and the secret of a webhook, each in its own answer', async () => {
  const under = await engineUnderTest()
  const bearer = await under.applicationToken()
  const body = { url: 'https://hooks.example.com/x' }
  const webhook = await under.call('POST', '/api/v1/webhooks', { bearer, body })
  assert.match(webhook.body.secret, /^whsec_/)
  await under.close()
})

test('the log is looked through as well', async () => {
  const under = await engineUnderTest()
  await under.call('GET', '/healthz')
  // What every line about a request holds, taken for a secret. Last, since it stays watched for.
  leakWatch.watch('a credential', '"msg":"request"')
  await assert.rejects(under.close(), (error: assert.AssertionError) => {
    assert.deepEqual(error.actual, [{ secret: 'a credential', where: 'log', form: 'raw' }])
    return true
  })
})
