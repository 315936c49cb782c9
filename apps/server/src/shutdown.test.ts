import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { readTables } from '@sallyport/postgres'
import { startEmbedded } from '@sallyport/postgres/embedded'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { createCaller } from './testing/caller.ts'
import { GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

/** How long the emulated GitHub takes for each answer. */
const SLOW_MS = 1_500

/** The program as an operator starts it, and a connector in it. */
async function startProgram(t: TestContext) {
  const folder = await makeTemporaryFolder()
  const github = await emulate(githubVendor, { credentials: GITHUB_TOKEN, delay: SLOW_MS })
  const data = join(folder.path, 'data')
  const env = {
    SALLYPORT_PORT: '0',
    SALLYPORT_DATA_DIR: data,
    SALLYPORT_ROOT_KEY: `file:${join(folder.path, 'keys', 'root.key')}`,
    SALLYPORT_REDIRECT_ORIGINS: JSON.stringify({ 'https://api.github.com': github.url }),
  }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), 'start'], { env })
  t.after(async () => {
    child.kill('SIGKILL')
    const left = await postmaster()
    // Only where the test failed: at once and without writing anything (server-shutdown.html).
    if (isRunning(left)) process.kill(left, 'SIGQUIT')
    await github.close()
    await folder.remove()
  })
  const postmaster = async () => {
    const file = readFile(join(data, 'postgres/cluster/postmaster.pid'), 'utf8')
    return Number.parseInt(await file.catch(() => '0'), 10)
  }
  const url = await addressOf(child)
  const caller = createCaller(url, JSON.parse(await readFile(join(data, 'application.json'), 'utf8')))
  const bearer = await caller.scopedToken('acme')
  const connector = await caller.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
  return {
    child,
    url,
    ...caller,
    bearer,
    connector,
    postgres: join(data, 'postgres'),
    postmaster: await postmaster(),
  }
}

async function addressOf(child: ChildProcess): Promise<string> {
  let output = ''
  const write = (chunk: unknown) => {
    output += String(chunk)
  }
  child.stdout?.on('data', write)
  child.stderr?.on('data', write)
  for (;;) {
    const [, url] = /Sallyport listens on (\S+)/.exec(output) ?? []
    if (url !== undefined) return url
    assert.equal(child.exitCode, null, output)
    await sleep(5)
  }
}

/** Not so when it has ended and only waits for somebody to ask for its exit code (Z, ps(1)). */
function isRunning(pid: number): boolean {
  return (
    pid > 0 &&
    /^[^Z\s]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout)
  )
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  test(`${signal} lets the call in flight finish, takes no new one, and leaves nothing running`, async (t) => {
    const program = await startProgram(t)
    const call = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 2 } }
    const inFlight = program.execute(program.bearer, program.connector, call)
    await sleep(SLOW_MS / 5)
    const exit = once(program.child, 'exit')
    program.child.kill(signal)
    await sleep(SLOW_MS / 5)
    const { hostname: host, port } = new URL(program.url)
    await assert.rejects(once(createConnection({ host, port: Number(port) }), 'connect'), {
      code: 'ECONNREFUSED',
    })

    const answer = await inFlight
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.body.result.length, 2)
    assert.deepEqual(await exit, [0, null])
    assert.equal(isRunning(program.postmaster), false)

    const server = await startEmbedded({ directory: program.postgres })
    assert.equal(server.adopted, false)
    const { host: socket, superuser: user } = server
    const rows = await readTables({ host: socket, port: server.port, user, database: 'postgres' })
    await server.stop()
    const executions = rows.filter(({ table }) => table === 'sallyport.executions')
    assert.deepEqual(
      executions.map(({ columns }) => [columns.connector_id, columns.outcome]),
      [[program.connector, 'success']],
    )
  })
}
