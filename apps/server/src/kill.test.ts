import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { githubVendor } from '@sallyport/connectors/github/vendor'
import { emulate } from '@sallyport/emulator'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { createCaller } from './testing/caller.ts'
import { GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const START_MS = 20_000
const MAIN = join(import.meta.dirname, 'main.ts')

const github = await emulate(githubVendor, { credentials: GITHUB_TOKEN })
after(() => github.close())

/** Compiled once, since the program is started many times; a killed one would leave nothing compiled. */
const compiled = await makeTemporaryFolder()
after(() => compiled.remove())
const compiling = { env: { NODE_COMPILE_CACHE: compiled.path } }
spawnSync(process.execPath, [MAIN, '--version'], compiling)

/** The data directory and the root key of one deployment. What runs in it after the test is ended. */
async function newDeployment(t: TestContext) {
  const folder = await makeTemporaryFolder()
  const data = join(folder.path, 'data')
  const key = join(folder.path, 'keys', 'root.key')
  const children: ChildProcess[] = []
  const read = (...path: string[]) => readFile(join(data, ...path), 'utf8')
  const postmaster = async () => Number.parseInt(await read('postgres', 'cluster', 'postmaster.pid'), 10)
  t.after(async () => {
    for (const child of children) await killed(child)
    const orphan = await postmaster().catch(() => undefined)
    // At once and without writing anything: server-shutdown.html.
    if (orphan !== undefined && isRunning(orphan)) process.kill(orphan, 'SIGQUIT')
    while (orphan !== undefined && isRunning(orphan)) await sleep(20)
    await folder.remove()
  })
  const env = {
    ...compiling.env,
    SALLYPORT_PORT: '0',
    SALLYPORT_DATA_DIR: data,
    SALLYPORT_ROOT_KEY: `file:${key}`,
    SALLYPORT_REDIRECT_ORIGINS: JSON.stringify({ 'https://api.github.com': github.url }),
  }
  const launch = () => {
    const child = spawn(process.execPath, [MAIN, 'start'], { env })
    children.push(child)
    return child
  }
  return {
    launch,
    async start() {
      const child = launch()
      const { url, output } = await listening(child)
      return { child, output, ...createCaller(url, JSON.parse(await read('application.json'))) }
    },
    keyFile: () => readFile(key, 'utf8'),
    applicationFile: () => read('application.json'),
    postmaster,
  }
}

async function listening(child: ChildProcess): Promise<{ url: string; output: () => string }> {
  let output = ''
  const write = (chunk: unknown) => {
    output += String(chunk)
  }
  child.stdout?.on('data', write)
  child.stderr?.on('data', write)
  const late = AbortSignal.timeout(START_MS)
  for (;;) {
    const [, url] = /Sallyport listens on (\S+)/.exec(output) ?? []
    if (url !== undefined) return { url, output: () => output }
    assert.ok(!late.aborted && !hasEnded(child), `it does not listen: ${output}`)
    await sleep(5)
  }
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}

async function killed(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit
}

/** Not so when it has ended and only waits for somebody to ask for its exit code (Z, ps(1)). */
function isRunning(pid: number): boolean {
  return /^[^Z\s]/.test(spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' }).stdout)
}

const connection = { external_user_id: 'acme', validate: false, credentials: { token: GITHUB_TOKEN } }
const listIssues = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }

test('a connector that was acknowledged works after the engine was killed and started again', async (t) => {
  const deployment = await newDeployment(t)
  const first = await deployment.start()
  const id = await first.connectGithub(await first.scopedToken('acme'), connection)
  await killed(first.child)
  const [key, application] = [await deployment.keyFile(), await deployment.applicationFile()]
  const orphan = await deployment.postmaster()
  assert.ok(isRunning(orphan), 'the database outlives the engine')

  const second = await deployment.start()
  assert.match(second.output(), /took over the PostgreSQL that an engine before this one left running/)
  assert.equal(await deployment.postmaster(), orphan)
  const answer = await second.execute(await second.scopedToken('acme'), id, listIssues)
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.body.result.length, 1)
  assert.equal(await deployment.keyFile(), key)
  assert.equal(await deployment.applicationFile(), application)

  const exit = once(second.child, 'exit')
  second.child.kill('SIGTERM')
  assert.deepEqual(await exit, [0, null])
  assert.equal(isRunning(orphan), false, 'the database ends with the engine')
})

test('ten kills at any moment lose no connector that was acknowledged', async (t) => {
  const deployment = await newDeployment(t)
  const acknowledged: string[] = []
  for (let kill = 0; kill < 10; kill++) {
    const engine = await deployment.start()
    const bearer = await engine.scopedToken('acme')
    const connect = async () => {
      for (;;) acknowledged.push(await engine.connectGithub(bearer, connection))
    }
    const cutOff = Promise.all([1, 2].map(() => assert.rejects(connect(), TypeError)))
    await sleep(randomInt(80))
    await killed(engine.child)
    await cutOff
  }
  const engine = await deployment.start()
  const bearer = await engine.scopedToken('acme')
  t.diagnostic(`${acknowledged.length} connectors were acknowledged`)
  const { body } = await engine.call('GET', '/api/v1/integrations/connectors', { bearer })
  const there = new Set(body.data.map(({ id }: { id: string }) => id))
  assert.deepEqual(
    acknowledged.filter((id) => !there.has(id)),
    [],
  )
  for (const id of acknowledged) {
    const answer = await engine.execute(bearer, id, listIssues)
    assert.equal(answer.status, 200, answer.text)
  }
})

test('a first start that is killed at any moment is followed by one that works', async (t) => {
  for (const moment of [randomInt(700, 1_200), randomInt(1_200, 2_400)]) {
    const deployment = await newDeployment(t)
    const first = deployment.launch()
    await Promise.race([sleep(moment), listening(first)])
    await killed(first)
    const engine = await deployment.start()
    t.diagnostic(`killed after ${moment} ms; first start: ${engine.output().includes('first start')}`)
    const bearer = await engine.scopedToken('acme')
    const answer = await engine.execute(bearer, await engine.connectGithub(bearer, connection), listIssues)
    assert.equal(answer.status, 200, answer.text)
  }
})
