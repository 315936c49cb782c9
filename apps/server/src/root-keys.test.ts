import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { SallyportError, Secret } from '@sallyport/errors'
import { createKeyFile } from '@sallyport/vault/providers/key-file'
import { startVaultDouble, VersionedKey } from '@sallyport/vault/testing'
import type { Config } from './config.ts'
import { systemEdge } from './edge.ts'
import { createLog } from './log.ts'
import type { RootKeySetting } from './root-key-setting.ts'
import { openRootKeys } from './root-keys.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY, testConfig } from './testing/index.ts'
import { type RunningEngine, startEngine } from './wire.ts'

const vault = await startVaultDouble()
vault.tokens.set('s.good', { seconds: 3600, renewable: true })
for (const name of ['root', 'other']) vault.keys.set(name, { key: new VersionedKey(), derived: false })
const folder = await makeTemporaryFolder()
after(() => Promise.all([vault.service.close(), folder.remove()]))

const inVault = (name: string): RootKeySetting => ({
  kind: 'vault',
  origin: vault.service.url,
  mount: 'transit',
  name,
  token: new Secret('s.good'),
})
const inVariable: RootKeySetting = {
  kind: 'env',
  variable: 'ROOT',
  value: new Secret(randomBytes(32).toString('base64url')),
}
const inFile = async (name: string): Promise<RootKeySetting> => {
  const path = join(folder.path, name)
  await createKeyFile(path)
  return { kind: 'file', path }
}
const remoteCalls = () => vault.service.asked('/transit/').length

test('opens every key that is configured, the one that writes first', async () => {
  const rootKeys = await openRootKeys({ rootKeys: [inVault('root'), await inFile('a.key'), inVariable] })
  assert.equal(rootKeys[0]?.keyId, `vault:${vault.service.url}/transit/keys/root`)
  assert.equal(new Set(rootKeys.map(({ keyId }) => keyId)).size, 3)
})

test('opens keys of Google and AWS and Azure without asking anybody', async () => {
  const key = 'alias/root'
  const name = 'projects/p/locations/l/keyRings/r/cryptoKeys/k'
  const azure = { origin: 'https://acme.vault.azure.net', name: 'root', login: { kind: 'machine' } } as const
  const rootKeys = await openRootKeys({
    rootKeys: [
      { kind: 'aws-kms', key, region: 'eu-central-1' },
      { kind: 'gcp-kms', name },
      { kind: 'azure-kv', ...azure },
    ],
  })
  assert.deepEqual(
    rootKeys.map(({ keyId }) => keyId),
    ['aws-kms:eu-central-1:alias/root', `gcp-kms:${name}`, 'azure-kv:https://acme.vault.azure.net/keys/root'],
  )
})

test('a key that moved keeps the id that the database knows it by', async () => {
  const [rootKey] = await openRootKeys({ rootKeys: [{ ...inVault('root'), id: 'vault:old-place' }] })
  const wrapped = await rootKey?.wrap(Buffer.from('key'), Buffer.from('data'))
  assert.equal(rootKey?.keyId, 'vault:old-place')
  const opened = await rootKey?.unwrap(wrapped ?? new Uint8Array(), Buffer.from('data'))
  assert.equal(Buffer.from(opened ?? []).toString(), 'key')
})

test('refuses one key configured twice, and a file to read from that is not there', async () => {
  const file = await inFile('twice.key')
  await assert.rejects(openRootKeys({ rootKeys: [file, file] }), {
    code: 'configuration_invalid',
    message: /configured twice/,
  })
  const missing = { kind: 'file', path: join(folder.path, 'missing.key') } as const
  await assert.rejects(openRootKeys({ rootKeys: [file, missing] }), {
    code: 'configuration_invalid',
    message: /no root key file at .*missing\.key/,
  })
})

test('an engine whose root key is with a service asks it per organization, and not per execute', async () => {
  const under = await engineUnderTest({ config: { rootKeys: [inVault('root')] } })
  try {
    const bearer = await under.scopedToken('acme')
    const id = await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
    const call = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }
    assert.equal((await under.execute(bearer, id, call)).status, 200)
    const before = remoteCalls()
    for (let count = 0; count < 50; count++) assert.equal((await under.execute(bearer, id, call)).status, 200)
    for (let count = 0; count < 20; count++) assert.equal((await under.call('GET', '/readyz')).status, 200)
    assert.ok(remoteCalls() - before <= 1, `${remoteCalls() - before} calls`)

    // The service goes away: who is warm goes on, and the engine stays where load balancers find it.
    vault.service.fault = () => 'reset'
    for (let count = 0; count < 10; count++) assert.equal((await under.execute(bearer, id, call)).status, 200)
    const another = await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
    assert.equal((await under.execute(bearer, another, call)).status, 200)
    assert.equal((await under.call('GET', '/readyz')).status, 200)
  } finally {
    vault.service.fault = () => undefined
    await under.close()
  }
})

test('a deployment goes on while its root key only reads, and not without it', async () => {
  const config = { ...testConfig(folder.path, 'http://127.0.0.1:1'), logLevel: 'silent' as const }
  const start = async (rootKeys: Config['rootKeys']): Promise<RunningEngine> =>
    startEngine({ config: { ...config, rootKeys }, edge: systemEdge, log: createLog('silent') })
  const file = await inFile('first.key')
  const [first] = await openRootKeys({ rootKeys: [file] })
  await (await start([file])).close()

  for (const writer of [inVault('other'), inVariable]) {
    const engine = await start([writer, file])
    assert.equal(engine.created, undefined)
    assert.equal((await fetch(`${engine.url}/readyz`)).status, 200)
    await engine.close()

    const [other] = await openRootKeys({ rootKeys: [writer] })
    const error = await start([writer]).then(
      (running) => running.close().then(() => assert.fail('it started')),
      (reason: unknown) => reason,
    )
    assert.ok(SallyportError.isInstance(error) && error.code === 'configuration_invalid', String(error))
    assert.ok(
      error.message.includes(first?.keyId ?? '-') && error.message.includes(other?.keyId ?? '-'),
      error.message,
    )
  }
})

test('a start while the service is away fails with the error that says so, and works when it is back', async () => {
  const config = testConfig(join(folder.path, 'away'), 'http://127.0.0.1:1')
  const start = () =>
    startEngine({
      config: { ...config, rootKeys: [inVault('root')], logLevel: 'silent' },
      edge: systemEdge,
      log: createLog('silent'),
    })
  await mkdir(join(folder.path, 'away'), { mode: 0o711 })
  await (await start()).close()
  vault.service.fault = () => 'reset'
  await assert.rejects(start(), { code: 'vault_unavailable', retryable: true }).finally(() => {
    vault.service.fault = () => undefined
  })
  await (await start()).close()
})
