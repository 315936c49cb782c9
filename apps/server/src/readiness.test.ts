import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { Secret } from '@sallyport/errors'
import { createKeyFile } from '@sallyport/vault/providers/key-file'
import { systemEdge } from './edge.ts'
import { createLog } from './log.ts'
import { keyFileOf } from './root-keys.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { engineUnderTest, testConfig } from './testing/index.ts'
import { startEngine } from './wire.ts'

const under = await engineUnderTest()
const folder = await makeTemporaryFolder()
after(() => Promise.all([under.close(), folder.remove()]))

test('a running engine is alive and ready, and says so to everybody', async () => {
  const alive = await under.call('GET', '/healthz')
  assert.deepEqual([alive.status, alive.body], [200, { status: 'alive' }])
  const ready = await under.call('GET', '/readyz')
  assert.equal(ready.status, 200)
  assert.deepEqual(ready.body, {
    status: 'ready',
    checks: { database: 'ok', deployment: 'ok', root_key: 'ok' },
  })
  assert.equal(ready.headers.get('cache-control'), 'no-store')
})

/** An engine on the same database, with the root key of that file. */
function startWith(rootKeyFile: string) {
  const { host, port, user, database } = under.engine.database
  const url = `postgres://${user}@/${database}?host=${encodeURIComponent(host)}&port=${port}`
  const config = {
    ...testConfig(folder.path, under.github.url),
    databaseUrl: new Secret(url),
    rootKeys: [{ kind: 'file' as const, path: rootKeyFile }],
  }
  return startEngine({ config, edge: systemEdge, log: createLog('silent') })
}

test('an engine does not start with a root key that does not open what the database holds', async () => {
  const path = join(folder.path, 'another.key')
  await createKeyFile(path)
  await assert.rejects(startWith(path), {
    code: 'configuration_invalid',
    message: /^The root key that the database names .* is another one/,
  })
})

test('an engine does not start without the root key that the database names, and makes none', async () => {
  const path = join(folder.path, 'missing.key')
  await assert.rejects(startWith(path), {
    code: 'configuration_invalid',
    message: /^The root key that the database names .* is missing/,
    fix: /No new key is made/,
  })
  assert.ok(!existsSync(path))
})

test('a second engine with the right key starts on the same database, and both are ready', async () => {
  const second = await startWith(keyFileOf(under.config) ?? '')
  try {
    assert.equal(second.created, undefined)
    assert.equal((await fetch(`${second.url}/readyz`)).status, 200)
    assert.equal((await under.call('GET', '/readyz')).status, 200)
  } finally {
    await second.close()
  }
})

// The last one: the database does not come back.
test('an engine that has lost its database is alive and not ready, and names the check that fails', async () => {
  // postgresql.org/docs/current/server-shutdown.html: the immediate shutdown, without a goodbye.
  process.kill(Number(/PostgreSQL \(process (\d+)\)/.exec(under.logged())?.[1]), 'SIGQUIT')
  let ready = await under.call('GET', '/readyz')
  for (; ready.status === 200; ready = await under.call('GET', '/readyz')) await sleep(10)
  assert.equal(ready.status, 503)
  const checks = { database: 'storage_unavailable', deployment: 'ok', root_key: 'ok' }
  assert.deepEqual(ready.body, { status: 'not_ready', checks })
  assert.equal((await under.call('GET', '/healthz')).status, 200)
})
