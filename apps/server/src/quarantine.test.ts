import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { Secret } from '@sallyport/errors'
import { type Connection, queryAs } from '@sallyport/postgres'
import { startEmbedded } from '@sallyport/postgres/embedded'
import type { Config } from './config.ts'
import { systemEdge } from './edge.ts'
import { createLog } from './log.ts'
import { keyFileOf } from './root-keys.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { createCaller } from './testing/caller.ts'
import { compiled } from './testing/compiled.ts'
import { type EngineUnderTest, engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { undo } from './testing/undo.ts'
import { until } from './testing/until.ts'
import { type RunningEngine, startEngine } from './wire.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
const listIssues = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }

const under = await engineUnderTest()
const bearer = await under.scopedToken('acme')
const id = await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
await under.engine.close()
after(() => under.close())

/** The deployment as it was left, with a data directory of its own; the folder of its database is not a copy. */
async function deployment(t: TestContext) {
  const folder = await makeTemporaryFolder()
  undo(t, () => folder.remove())
  const config = { ...under.config, dataDirectory: join(folder.path, 'data') }
  await copyOf(under.config.dataDirectory, config.dataDirectory)
  const { place: _, ...seen } = JSON.parse(await readFile(fileIn(config), 'utf8'))
  await writeFile(fileIn(config), JSON.stringify(seen))
  return config
}

const fileIn = ({ dataDirectory }: Config) => join(dataDirectory, 'deployment.json')
/** With owners and modes, as an administrator restores files. */
const copyOf = async (from: string, to: string) => {
  const { status, stderr } = spawnSync('cp', ['-a', from, to], { encoding: 'utf8' })
  assert.equal(status, 0, stderr)
}

async function started(t: TestContext, config: Config): Promise<RunningEngine & { logged: () => string }> {
  const lines: string[] = []
  const log = createLog('info', { write: (line) => void lines.push(line) })
  const engine = await startEngine({ config, edge: systemEdge, log })
  undo(t, () => engine.close())
  return { ...engine, logged: () => lines.join('') }
}

const calls = ({ application }: EngineUnderTest, { url }: RunningEngine) => createCaller(url, application)
const readiness = async (engine: RunningEngine) =>
  (await calls(under, engine).call('GET', '/readyz')).body.checks.deployment
const execute = (engine: RunningEngine) => calls(under, engine).execute(bearer, id, listIssues)

async function assertQuarantined(engine: RunningEngine, why: string): Promise<void> {
  const sent = under.github.ledger.count({})
  assert.equal(await readiness(engine), `quarantined: ${why}`)
  const answer = await execute(engine)
  assert.deepEqual([answer.status, answer.body.code, answer.body.side_effect], [500, 'quarantined', 'none'])
  assert.match(answer.body.fix, /sallyport adopt/)
  const check = `/api/v1/integrations/connectors/${id}/check`
  assert.notEqual((await calls(under, engine).call('POST', check, { bearer })).body.status, 'ok')
  assert.equal(under.github.ledger.count({}), sent, 'nothing left the engine')
  const list = await calls(under, engine).call('GET', '/api/v1/integrations/connectors', { bearer })
  assert.equal(list.status, 200, 'its own rows are read')
}

/** Runs the command as an operator does. */
function adopt(config: Config, ...args: string[]) {
  const { dataDirectory, databaseUrl } = config
  return spawnSync(process.execPath, [MAIN, 'adopt', ...args], {
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      ...compiled,
      SALLYPORT_DATA_DIR: dataDirectory,
      SALLYPORT_ROOT_KEY: `file:${keyFileOf(config)}`,
      ...(databaseUrl && { DATABASE_URL: databaseUrl.reveal() }),
    },
  })
}

test('a database that was put back to yesterday sends nothing, until it is adopted beside the running engine', async (t) => {
  const config = await deployment(t)
  const cluster = join(config.dataDirectory, 'postgres', 'cluster')
  const yesterday = join(config.dataDirectory, 'yesterday')
  await copyOf(cluster, yesterday)
  const today = await started(t, config)
  await today.close()
  await rm(cluster, { recursive: true })
  await rename(yesterday, cluster)

  const engine = await started(t, config)
  await assertQuarantined(engine, 'behind, place')
  assert.match(engine.logged(), /QUARANTINED/)
  const before = await readFile(fileIn(config), 'utf8')

  const unsure = adopt(config)
  assert.equal(unsure.status, 1, unsure.stderr)
  assert.match(unsure.stdout, /this host has seen it at epoch \d+, change \d+: later changes are missing/)
  assert.equal(await readFile(fileIn(config), 'utf8'), before, 'nothing is changed unasked')
  const sure = adopt(config, '--yes')
  assert.equal(sure.status, 0, sure.stderr)
  await until(async () => (await readiness(engine)) === 'ok', 5_000)
  assert.equal((await execute(engine)).status, 200)
  assert.match(engine.logged(), /the quarantine is over/)
  assert.equal((await stat(fileIn(config))).mode & 0o777, 0o600)
  assert.match(adopt(config, '--yes').stdout, /Nothing differs/)
})

test('changes alone give away a database that was put back: no start lies between', async (t) => {
  const config = await deployment(t)
  const engine = await started(t, config)
  await calls(under, engine).connectGithub(bearer, { name: 'another', credentials: { token: GITHUB_TOKEN } })
  await engine.close()
  const { change } = JSON.parse(await readFile(fileIn(config), 'utf8'))
  const server = await startEmbedded({ directory: join(config.dataDirectory, 'postgres') })
  const connection = { host: server.host, port: server.port, user: server.superuser, database: 'postgres' }
  await queryAs(connection, `UPDATE sallyport_deployment.change_clock SET sequence = ${change - 1}`)
  await server.stop()
  await assertQuarantined(await started(t, config), 'behind')
})

test('a copy of a data directory sends nothing: its database is not in the folder that was seen', async (t) => {
  const folder = await makeTemporaryFolder()
  undo(t, () => folder.remove())
  const config = { ...under.config, dataDirectory: join(folder.path, 'data') }
  await copyOf(under.config.dataDirectory, config.dataDirectory)
  await assertQuarantined(await started(t, config), 'place')
})

test('a copy of the database folder alone sends nothing on a host that has not seen it', async (t) => {
  const config = await deployment(t)
  await rm(fileIn(config))
  await assertQuarantined(await started(t, config), 'unseen')
})

test('a host whose database is gone makes no other in its place', async (t) => {
  const config = await deployment(t)
  await rm(join(config.dataDirectory, 'postgres'), { recursive: true })
  await assert.rejects(startEngine({ config, edge: systemEdge, log: createLog('silent') }), {
    code: 'configuration_invalid',
    message: /^The database is empty, and this host belongs to deployment/,
  })
})

test('a damaged deployment.json is not taken for none, and adopting writes it anew', async (t) => {
  const config = await deployment(t)
  await writeFile(fileIn(config), '{"deployment_id": "x')
  await assert.rejects(startEngine({ config, edge: systemEdge, log: createLog('silent') }), {
    code: 'configuration_invalid',
    fix: /sallyport adopt/,
  })
  const adopted = adopt(config, '--yes')
  assert.equal(adopted.status, 0, adopted.stderr)
  assert.equal((await execute(await started(t, config))).status, 200)
})

/** The server of a folder becomes a standby, which is then promoted: a failover, as its clients see it. */
async function failOver(directory: string): Promise<() => Promise<void>> {
  await writeFile(join(directory, 'cluster', 'standby.signal'), '')
  const server = await startEmbedded({ directory })
  const { host, port, superuser: user } = server
  const [row] = await queryAs(
    { host, port, user, database: 'postgres' },
    'SELECT pg_promote(true, 30) AS done',
  )
  assert.equal(row?.done, true)
  return () => server.stop()
}

for (const onFailover of ['quarantine', 'adopt'] as const) {
  test(`a failover under a running engine: ${onFailover}`, async (t) => {
    const config = await deployment(t)
    const directory = join(config.dataDirectory, 'postgres')
    const server = await startEmbedded({ directory })
    const { host, port, superuser: user } = server
    const connection: Connection = { host, port, user, database: 'postgres' }
    const url = `postgres://${user}@/postgres?host=${encodeURIComponent(host)}&port=${port}`
    const ours = { ...config, databaseUrl: new Secret(url), onFailover }
    const engine = await started(t, ours)
    assert.equal((await execute(engine)).status, 200)
    await server.stop()
    const stop = await failOver(directory)
    undo(t, stop)
    assert.match(
      String((await queryAs(connection, 'SELECT pg_walfile_name(pg_current_wal_lsn()) AS name'))[0]?.name),
      /^00000002/,
    )
    // Before anything is read from the server that was found, it is looked at.
    const fields = { name: `after ${onFailover}`, validate: false, credentials: { token: GITHUB_TOKEN } }
    const { call, connectGithub } = calls(under, engine)
    const doomed = await connectGithub(bearer, fields)
    assert.notEqual(doomed, 'undefined')
    if (onFailover === 'adopt') {
      assert.equal(await readiness(engine), 'ok')
      assert.equal((await execute(engine)).status, 200)
      return
    }
    await assertQuarantined(engine, 'timeline')
    const ended = await call('DELETE', `/api/v1/integrations/connectors/${doomed}`, { bearer })
    const statusOfJob = async () =>
      (await call('GET', `/api/v1/jobs/${ended.body.job_id}`, { bearer })).body.status
    const other = { ...ours, dataDirectory: join(config.dataDirectory, 'another host') }
    await assertQuarantined(await started(t, other), 'timeline')
    const waiting = 'SELECT max(attempts) AS tried FROM sallyport_jobs._private_jobs'
    assert.deepEqual([await statusOfJob(), (await queryAs(connection, waiting))[0]?.tried], ['running', 0])
    const adopted = adopt(ours, '--yes')
    assert.equal(adopted.status, 0, adopted.stderr)
    await until(async () => (await readiness(engine)) === 'ok', 5_000)
    assert.equal((await execute(engine)).status, 200)
    await until(async () => (await statusOfJob()) === 'finished', 20_000)
  })
}
