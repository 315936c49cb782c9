import assert from 'node:assert/strict'
import { access, chmod, mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { SallyportError } from '@sallyport/errors'
import { prepareDatabase } from '@sallyport/postgres'
import { startEmbedded } from '@sallyport/postgres/embedded'
import { findKeyFile } from '@sallyport/vault/providers/key-file'
import { writeApplicationFile } from './application-file.ts'
import type { Config } from './config.ts'
import { systemEdge } from './edge.ts'
import { createFirstDeployment } from './first-deployment.ts'
import { createLog } from './log.ts'
import { keyFileOf } from './root-keys.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { createCaller } from './testing/caller.ts'
import { testConfig } from './testing/index.ts'
import { type RunningEngine, startEngine } from './wire.ts'

/** A deployment that was never started. What was started of it ends with the test. */
async function newDeployment(t: TestContext) {
  const folder = await makeTemporaryFolder()
  const config = testConfig(folder.path, 'http://127.0.0.1:1')
  const engines: RunningEngine[] = []
  t.after(async () => {
    for (const engine of engines) await engine.close()
    await folder.remove()
  })
  const start = async (change: Partial<Config> = {}) => {
    const options = { config: { ...config, ...change }, edge: systemEdge, log: createLog('silent') }
    const engine = await startEngine(options)
    engines.push(engine)
    return engine
  }
  return { config, keyFile: keyFileOf(config) ?? '', start }
}

async function refusal(attempt: Promise<unknown>): Promise<SallyportError> {
  const error = await attempt.then(
    () => assert.fail('it was not refused'),
    (reason: unknown) => reason,
  )
  assert.ok(SallyportError.isInstance(error), String(error))
  assert.equal(error.code, 'configuration_invalid')
  return error
}

const fileIn = ({ dataDirectory }: Config) => join(dataDirectory, 'application.json')
const modeOf = async (path: string) => (await stat(path)).mode & 0o777

/** The status of a login with what the application file says. */
async function login(url: string, config: Config): Promise<number> {
  const application = JSON.parse(await readFile(fileIn(config), 'utf8'))
  const { client_id, client_secret } = application
  const { call } = createCaller(url, application)
  return (await call('POST', '/api/v1/applications/token', { body: { client_id, client_secret } })).status
}

test('a first start leaves application and key, whole and for their owner alone; a later one leaves them be', async (t) => {
  const { config, keyFile, start } = await newDeployment(t)
  const first = await start()
  const text = await readFile(fileIn(config), 'utf8')
  assert.deepEqual(JSON.parse(text), first.created)
  assert.deepEqual(Object.keys(JSON.parse(text)), ['client_id', 'client_secret', 'organization_id'])
  assert.equal(await modeOf(fileIn(config)), 0o600)
  assert.equal(await modeOf(keyFile), 0o600)
  assert.deepEqual((await readdir(config.dataDirectory)).sort(), [
    'application.json',
    'deployment.json',
    'postgres',
  ])
  assert.deepEqual(await readdir(dirname(keyFile)), ['root.key'])
  assert.equal(await login(first.url, config), 200)
  const key = await readFile(keyFile, 'utf8')
  await first.close()

  const second = await start()
  assert.equal(second.created, undefined)
  assert.equal(await readFile(fileIn(config), 'utf8'), text)
  assert.equal(await readFile(keyFile, 'utf8'), key)
  assert.equal(await login(second.url, config), 200)
})

test('a crash after the application was written and before it was stored is followed by a first start that works', async (t) => {
  const { config, start } = await newDeployment(t)
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o711 })
  const server = await startEmbedded({ directory: join(config.dataDirectory, 'postgres') })
  const { host, port, superuser: user } = server
  const crashing = prepareDatabase({
    connection: { host, port, user, database: 'postgres' },
    createFirst: () => createFirstDeployment(config, systemEdge),
    beforeCommit: async ({ organization }) => {
      await writeApplicationFile(config.dataDirectory, organization)
      throw new RangeError('crash')
    },
    openEnginePassword: () => assert.fail('nothing was committed'),
  })
  await assert.rejects(crashing, RangeError).finally(() => server.stop())
  const orphaned = await readFile(fileIn(config), 'utf8')

  const engine = await start()
  assert.notEqual(engine.created, undefined)
  assert.notEqual(await readFile(fileIn(config), 'utf8'), orphaned)
  assert.equal(await login(engine.url, config), 200)
  await writeFile(fileIn(config), orphaned)
  assert.equal(await login(engine.url, config), 401)
})

test('a first start on another database keeps the application of the one before beside its own', async (t) => {
  const { config, start } = await newDeployment(t)
  await mkdir(config.dataDirectory, { recursive: true, mode: 0o711 })
  await writeFile(fileIn(config), 'of another database', { mode: 0o600 })
  const engine = await start()
  assert.deepEqual(JSON.parse(await readFile(fileIn(config), 'utf8')), engine.created)
  assert.equal(await readFile(`${fileIn(config)}.previous`, 'utf8'), 'of another database')
  assert.equal(await modeOf(`${fileIn(config)}.previous`), 0o600)
})

test('a later start without the root key is refused by the id of the key, and makes none', async (t) => {
  const { config, keyFile, start } = await newDeployment(t)
  await (await start()).close()
  const key = await findKeyFile(keyFile)
  const elsewhere = `${keyFile}.elsewhere`
  await rename(keyFile, elsewhere)
  const error = await refusal(start())
  assert.ok(key && error.message.includes(key.keyId), error.message)
  assert.ok(error.fix?.includes(keyFile), error.fix)
  await assert.rejects(access(keyFile), { code: 'ENOENT' })

  await rename(elsewhere, keyFile)
  const engine = await start()
  assert.equal(await login(engine.url, config), 200)
})

test('a root key that others may read is refused, at the first start and later', async (t) => {
  const { config, keyFile, start } = await newDeployment(t)
  await (await start()).close()
  const fresh = { dataDirectory: `${config.dataDirectory}-fresh` }
  await chmod(keyFile, 0o644)
  for (const change of [{}, fresh]) {
    const error = await refusal(start(change))
    assert.match(error.message, /open to other users \(mode 0644\)/)
    assert.match(error.fix ?? '', /chmod 600/)
  }
  await assert.rejects(access(join(fresh.dataDirectory, 'application.json')), { code: 'ENOENT' })
  await chmod(keyFile, 0o600)
  const engine = await start(fresh)
  assert.equal(await login(engine.url, { ...config, ...fresh }), 200)
})

const skip = process.getuid?.() !== 0 && 'only root starts PostgreSQL as somebody else'
test('as root, a folder that PostgreSQL cannot pass through is named', { skip }, async (t) => {
  const { config, keyFile, start } = await newDeployment(t)
  const closed = join(dirname(config.dataDirectory), 'closed')
  await mkdir(closed, { mode: 0o700 })
  const error = await refusal(start({ dataDirectory: join(closed, 'data') }))
  assert.ok(error.message.includes(`cannot enter ${closed},`), error.message)
  assert.ok(error.fix?.includes(`chmod o+x ${closed}`), error.fix)
  await assert.rejects(access(keyFile), { code: 'ENOENT' })
})
