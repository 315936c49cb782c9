import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, type TestContext, test } from 'node:test'
import { queryAs } from '@sallyport/postgres'
import type { Config } from './config.ts'
import { systemEdge } from './edge.ts'
import { createLog } from './log.ts'
import { keyFileOf } from './root-keys.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { createCaller } from './testing/caller.ts'
import { compiled } from './testing/compiled.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { leakWatch } from './testing/leak-watch.ts'
import { undo } from './testing/undo.ts'
import { startEngine } from './wire.ts'

/** Each command starts a program, and some a database; on a machine that has much else to do that takes its time. */
const SLOWEST_MS = 300_000
const MAIN = join(import.meta.dirname, 'main.ts')
const under = await engineUnderTest()
const bearer = await under.scopedToken('acme')
const id = await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN } })
const folder = await makeTemporaryFolder()
after(async () => {
  await under.close()
  await folder.remove()
})
const file = join(folder.path, 'backup')

/** A command of the operator, on the host of that configuration. */
async function command(
  args: readonly string[],
  { dataDirectory }: Pick<Config, 'dataDirectory'>,
  keyFile = keyFileOf(under.config),
) {
  const env = {
    PATH: process.env.PATH,
    ...compiled,
    SALLYPORT_DATA_DIR: dataDirectory,
    SALLYPORT_ROOT_KEY: `file:${keyFile}`,
  }
  const child = spawn(process.execPath, [MAIN, ...args], { env })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  const [status] = await once(child, 'close')
  leakWatch.add(`what ${args[0]} prints`, output)
  return { status, output }
}

async function emptyHost(t: TestContext): Promise<Config> {
  const host = await makeTemporaryFolder()
  undo(t, () => host.remove())
  return { ...under.config, dataDirectory: join(host.path, 'data') }
}

test('a backup is made beside the engine, verified, and restored elsewhere, where credentials open once it is adopted', {
  timeout: SLOWEST_MS,
}, async (t) => {
  const made = await command(['backup', file], under.config)
  assert.equal(made.status, 0, made.output)
  assert.match(made.output, /It opens with the root keys \S+, which are not in it/)
  const bytes = await readFile(file)
  leakWatch.add('a backup', bytes)
  const verified = await command(['verify', file], under.config)
  assert.equal(verified.status, 0, verified.output)
  assert.match(verified.output, /It restores, and \d+ sealed values open; 0 do not/)

  const config = await emptyHost(t)
  const restored = await command(['restore', file], config)
  assert.equal(restored.status, 0, restored.output)
  const engine = await startEngine({ config, edge: systemEdge, log: createLog('silent') })
  undo(t, () => engine.close())
  const { call, execute } = createCaller(engine.url, under.application)
  const list = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }
  assert.equal((await execute(bearer, id, list)).body.code, 'quarantined')
  assert.match((await call('GET', '/readyz')).body.checks.deployment, /^quarantined: restored/)
  const adopted = await command(['adopt', '--yes'], config)
  assert.equal(adopted.status, 0, adopted.output)
  for (
    let answer = await execute(bearer, id, list);
    answer.status !== 200;
    answer = await execute(bearer, id, list)
  )
    assert.equal(answer.body.code, 'quarantined')
  const again = await command(['restore', file], under.config)
  assert.deepEqual([again.status, /Another engine|not empty/.test(again.output)], [1, true], again.output)
})

test('a backup whose keys are elsewhere is verified as far as it goes, and a damaged one is not', {
  timeout: SLOWEST_MS,
}, async (t) => {
  const other = await emptyHost(t)
  const missing = await command(['verify', file], other, join(folder.path, 'missing.key'))
  assert.equal(missing.status, 0, missing.output)
  assert.match(missing.output, /NOT OPENED: these root keys are not configured here/)
  const damaged = join(folder.path, 'damaged')
  await writeFile(damaged, (await readFile(file)).subarray(0, -5))
  const refused = await command(['verify', damaged], other)
  assert.deepEqual([refused.status, /cut short/.test(refused.output)], [1, true], refused.output)
  const restored = await command(['restore', damaged], other)
  assert.equal(restored.status, 1)
  await assert.rejects(startEngine({ config: other, edge: systemEdge, log: createLog('silent') }), {
    message: /^The database is empty, and this host belongs to deployment/,
  })
})

test('the doctor finds nothing beside a sound engine, and names what is wrong with its fix', {
  timeout: SLOWEST_MS,
}, async () => {
  const sound = await command(['doctor', '--json'], under.config)
  const findings: { check: string; result: string }[] = JSON.parse(sound.output)
  const bad = findings.filter(({ result }) => result !== 'ok').map(({ check }) => check)
  // Run by root, the data directory lets its database server pass through; that opens no file.
  assert.deepEqual(bad, [], sound.output)
  assert.equal(sound.status, 0)

  const path = join(under.config.dataDirectory, 'application.json')
  await chmod(path, 0o644)
  // A rotation that was cut off after the new key was made.
  const { organization_id: organization } = under.application
  await queryAs(
    under.engine.database,
    `INSERT INTO sallyport.organization_keys (organization_id, id, root_key_id, wrapped, created_at, retired_at)
      SELECT organization_id, gen_random_uuid(), root_key_id, wrapped, created_at, now()
      FROM sallyport.organization_keys WHERE organization_id = $1`,
    [organization],
  )
  const open = await command(['doctor'], under.config)
  await chmod(path, 0o600)
  assert.match(
    open.output,
    new RegExp(
      `warning +organization keys: .*${organization}.*\\n +Run "sallyport keys rotate-organization ${organization}"`,
    ),
  )
  assert.equal(open.status, 2)
  assert.match(
    open.output,
    /failure +permissions of files: .*application\.json is open to other users \(mode 0644\)\.\n +chmod 600/,
  )
})
