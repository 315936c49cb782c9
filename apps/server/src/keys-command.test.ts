import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { queryAs } from '@sallyport/postgres'
import { createKeyFile } from '@sallyport/vault/providers/key-file'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { type EngineUnderTest, engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { leakWatch } from './testing/leak-watch.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
const folder = await makeTemporaryFolder()
const [oldRoot, newRoot] = ['old.key', 'new.key'].map((name) => join(folder.path, name)) as [string, string]
const call = { entity: 'repositories', action: 'get', params: REPOSITORY }
/** Compiled once, since the program is started many times. */
const compiling = { NODE_COMPILE_CACHE: join(folder.path, 'compiled') }
spawnSync(process.execPath, [MAIN, '--version'], { env: compiling })
let house: EngineUnderTest
let bearer: string
let connector: string

before(async () => {
  await createKeyFile(newRoot)
  const rootKeys = [oldRoot, newRoot].map((path) => ({ kind: 'file', path }) as const)
  house = await engineUnderTest({ config: { rootKeys } })
  bearer = await house.scopedToken('acme')
  connector = await house.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
})
after(async () => {
  await house.close()
  await folder.remove()
})

/** Runs the program on the host, with the settings of the engine that runs. */
async function keys(args: readonly string[], roots: readonly string[] = [newRoot, oldRoot]) {
  const [writer, ...readers] = roots.map((path) => `file:${path}`)
  const env = {
    ...compiling,
    SALLYPORT_DATA_DIR: house.config.dataDirectory,
    SALLYPORT_ROOT_KEY: writer,
    SALLYPORT_ROOT_KEYS_READ: readers.join(','),
  }
  const child = spawn(process.execPath, [MAIN, 'keys', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [output, problems] = ['', '']
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (problems += chunk))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  leakWatch.add(`what keys ${args[0]} prints`, output + problems)
  const facts = output.startsWith('{') ? JSON.parse(output) : undefined
  return { code, output, problems, facts }
}

/** Calls all the time while something else goes on; gives the statuses that were not 200. */
async function calling(work: () => Promise<unknown>): Promise<{ calls: number; failed: number[] }> {
  let isOver = false
  const failed: number[] = []
  let calls = 0
  const caller = async () => {
    while (!isOver) {
      const { status } = await house.execute(bearer, connector, call)
      calls++
      if (status !== 200) failed.push(status)
      await sleep(20)
    }
  }
  const callers = [caller(), caller()]
  await work()
  isOver = true
  await Promise.all(callers)
  return { calls, failed }
}

const audited = async () => {
  const rows = await queryAs<{ type: string; actor: object }>(
    house.engine.database,
    "SELECT type, actor FROM sallyport.audit_events WHERE type LIKE '%key.%' OR type LIKE 'organization.%' ORDER BY at, id",
  )
  assert.ok(rows.every(({ actor }) => 'kind' in actor && actor.kind === 'operator'))
  return rows.map(({ type }) => type)
}

test('the root key rotates beside a running engine, and no call fails', async () => {
  const { calls, failed } = await calling(async () => {
    const rotation = await keys(['rotate-root', '--json', '--share', '100'])
    assert.equal(rotation.code, 0, rotation.problems)
    assert.deepEqual([rotation.facts.rewrapped, rotation.facts.deploymentMoved], [1, true])
  })
  assert.ok(calls > 5, `${calls}`)
  assert.deepEqual(failed, [])
  const verified = await keys(['verify', '--json'], [newRoot])
  assert.deepEqual([verified.code, verified.facts.failures.count], [0, 0], verified.problems)
  const { facts } = await keys(['status', '--json'], [newRoot, oldRoot])
  assert.deepEqual([facts.organizations, facts.rootRotationPending, facts.retired], [1, false, 0])
  const withOld = await keys(['status'], [oldRoot])
  assert.deepEqual([withOld.code, withOld.output], [1, ''])
  assert.match(withOld.problems, /root key that the database names .* is another one/)
})

test('an organization gets a new key beside a running engine, the old one goes, and no call fails', async () => {
  const id = house.application.organization_id
  const { calls, failed } = await calling(async () => {
    const rotation = await keys(['rotate-organization', id, '--keep', '1', '--json'], [newRoot])
    assert.equal(rotation.code, 0, rotation.problems)
    assert.deepEqual([rotation.facts.dropped, rotation.facts.kept], [1, 0])
    assert.match(rotation.problems, /values of .*: 2 of 2 \(100 %\)\n/)
    await sleep(300)
  })
  assert.ok(calls > 5, `${calls}`)
  assert.deepEqual(failed, [])
  const all = await keys(['rotate-organization', '--all', '--keep', '1'], [newRoot])
  assert.equal(all.code, 0, all.problems)
  assert.match(all.output, /has a new key, .*: 2 values moved, 0 left\.\n1 old keys were dropped\./)
})

test('a new signing key lets tokens of the one before live, unless they are to end at once', async () => {
  const id = house.application.organization_id
  const rotation = await keys(['rotate-signing', id], [newRoot])
  assert.match(rotation.output, /older ones verify for \d+(\.\d+)? minutes more/)
  assert.equal((await house.execute(bearer, connector, call)).status, 200)
  assert.equal((await keys(['rotate-signing', '--all', '--at-once'], [newRoot])).code, 0)
  for (let tries = 0; (await house.execute(bearer, connector, call)).status === 200; tries++) {
    assert.ok(tries < 100, 'it is refused soon')
    await sleep(20)
  }
  assert.equal((await house.execute(bearer, connector, call)).body.error?.code ?? 401, 401)
  bearer = await house.scopedToken('acme')
  assert.equal((await house.execute(bearer, connector, call)).status, 200)
})

test('shredding asks for the id twice, and then nothing of the organization opens on a warm engine', async () => {
  const id = house.application.organization_id
  for (const args of [[id], [id, '--confirm', id.replace(/^./, 'x')]]) {
    const refused = await keys(['shred', ...args], [newRoot])
    assert.deepEqual([refused.code, refused.output], [2, ''])
  }
  assert.equal((await house.execute(bearer, connector, call)).status, 200)
  const shredded = await keys(['shred', id, '--confirm', id, '--json'], [newRoot])
  assert.deepEqual([shredded.code, shredded.facts.keys], [0, 1], shredded.problems)
  let reply = await house.execute(bearer, connector, call)
  for (let tries = 0; reply.status === 200 && tries < 100; tries++) {
    await sleep(20)
    reply = await house.execute(bearer, connector, call)
  }
  assert.equal(reply.status, 503)
  assert.match(reply.text, /vault_unavailable.*shredded|shredded.*vault_unavailable/s)
  const create = { connector_type: 'github', credentials: { token: GITHUB_TOKEN } }
  const made = await house.call('POST', '/api/v1/integrations/connectors', { bearer, body: create })
  assert.equal(made.status, 503)
  assert.deepEqual(
    new Set(await audited()),
    new Set([
      'organization_key.rewrapped',
      'root_key.rotated',
      'organization_key.rotated',
      'organization_key.dropped',
      'signing_key.rotated',
      'organization.shredded',
    ]),
  )
})
