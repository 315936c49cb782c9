import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { assertErrorAnswer } from '@sallyport/http/testing'
import { type Connection, queryAs } from '@sallyport/postgres'
import { startEmbedded } from '@sallyport/postgres/embedded'
import { plantCluster } from '@sallyport/postgres/testing'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { type Caller, createCaller } from './testing/caller.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const folder = await makeTemporaryFolder()
await plantCluster(join(folder.path, 'postgres'))
const server = await startEmbedded({ directory: join(folder.path, 'postgres') })
const { host, port, superuser: user } = server
const administrator: Connection = { host, port, user, database: 'postgres' }
await queryAs(administrator, 'CREATE DATABASE shared')
const databaseUrl = `postgres://${user}@/shared?host=${encodeURIComponent(host)}&port=${port}`

const github = await emulate(githubVendor, { credentials: GITHUB_TOKEN })
const redirectOrigins = new Map([['https://api.github.com', github.url]])
const under = await engineUnderTest({ databaseUrl, config: { redirectOrigins } })
const children: ChildProcess[] = []
after(async () => {
  for (const child of children) await killed(child)
  await under.close()
  await github.close()
  await server.stop()
  await folder.remove()
})
const bearer = await under.scopedToken('acme')
const id = await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
const CREATE = { entity: 'issues', action: 'create', params: { ...REPOSITORY, title: 'Once' } }

const run = ({ call }: Pick<Caller, 'call'>, key: string) =>
  call('POST', `/api/v1/integrations/connectors/${id}/execute`, {
    bearer,
    body: CREATE,
    headers: { 'idempotency-key': key },
  })
const writes = () => github.ledger.count({ method: 'POST' })

/** An engine in a process of its own, on the same database. */
async function startAnother(name: string) {
  const [rootKey] = under.config.rootKeys
  assert.ok(rootKey?.kind === 'file')
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), 'start'], {
    env: {
      SALLYPORT_PORT: '0',
      SALLYPORT_DATA_DIR: join(folder.path, name),
      SALLYPORT_ROOT_KEY: `file:${rootKey.path}`,
      DATABASE_URL: databaseUrl,
      SALLYPORT_REDIRECT_ORIGINS: JSON.stringify(Object.fromEntries(redirectOrigins)),
    },
  })
  children.push(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (piece) => {
      output += String(piece)
    })
  }
  const late = AbortSignal.timeout(30_000)
  for (;;) {
    const [, url] = /Sallyport listens on (\S+)/.exec(output) ?? []
    if (url !== undefined) return { child, ...createCaller(url, under.application) }
    assert.ok(!late.aborted && child.exitCode === null, output)
    await sleep(20)
  }
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

test('of two engines that are given one key at once, one sends', async () => {
  const other = await startAnother('at once')
  for (const round of Array.from({ length: 10 }, (_, at) => at)) {
    github.ledger.clear()
    const key = `at-once-${round}`
    const answers = await Promise.all([under, other, under, other].map((engine) => run(engine, key)))
    assert.equal(writes(), 1)
    for (const { status, body } of answers) {
      assert.ok(status === 200 || body.code === 'idempotency_in_progress', JSON.stringify(body))
    }
    const [one, two] = [await run(under, key), await run(other, key)]
    assert.deepEqual([one.status, two.body], [200, one.body])
    assert.equal(writes(), 1)
  }
})

test('an engine that is killed between the answer and its save leaves a call that nobody sends again', async () => {
  const doomed = await startAnother('doomed')
  github.ledger.clear()
  // The third party has carried it out, and its answer does not come.
  github.faults.add({ kind: 'silence', committed: true })
  const lost = assert.rejects(run(doomed, 'crash'))
  while (writes() === 0) await sleep(1)
  await killed(doomed.child)
  await lost
  github.faults.clear()

  assertErrorAnswer(await run(under, 'crash'), 'idempotency_in_progress')
  const text = `UPDATE sallyport.idempotency_keys SET began_at = began_at - interval '1 minute'`
  await queryAs({ ...administrator, database: 'shared' }, text)
  for (const _ of [1, 2]) {
    const { side_effect } = assertErrorAnswer(await run(under, 'crash'), 'outcome_unknown', [GITHUB_TOKEN])
    assert.equal(side_effect, 'unknown')
  }
  assert.equal(writes(), 1)
})
