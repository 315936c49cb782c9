import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { queryAs } from '@sallyport/postgres'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { engineUnderTest } from './testing/index.ts'
import { leakWatch } from './testing/leak-watch.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
const folder = await makeTemporaryFolder()
const house = await engineUnderTest()
after(async () => {
  await house.close()
  await folder.remove()
})
const { call, config, application } = house
const [root] = config.rootKeys
const { host, port, user, database } = house.engine.database
const HOME = application.organization_id
const NOBODY = '0a0a0a0a-0000-4000-8000-00000000dead'
const file = join(folder.path, 'program.json')
/** Compiled once, since the program is started many times. */
const compiling = { NODE_COMPILE_CACHE: join(folder.path, 'compiled') }
spawnSync(process.execPath, [MAIN, '--version'], { env: compiling })

/** Runs the program on the host, with the settings of the engine that runs. */
async function run(line: string, more: Readonly<Record<string, string>> = {}) {
  const env = {
    ...compiling,
    SALLYPORT_DATA_DIR: config.dataDirectory,
    SALLYPORT_ROOT_KEY: root?.kind === 'file' ? `file:${root.path}` : '',
    ...more,
  }
  const child = spawn(process.execPath, [MAIN, ...line.split(' ')], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let [output, problems] = ['', '']
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (problems += chunk))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  const facts = output.startsWith('{') ? JSON.parse(output) : undefined
  return { code, output, problems, facts }
}

/** One that is to succeed. */
async function facts(line: string, more?: Readonly<Record<string, string>>) {
  const done = await run(`${line} --json`, more)
  assert.deepEqual([done.code, done.problems], [0, ''])
  return done.facts
}

async function login({ client_id, client_secret }: { client_id: string; client_secret: string }) {
  return call('POST', '/api/v1/applications/token', { body: { client_id, client_secret } })
}

const written = async (path: string) => JSON.parse(await readFile(path, 'utf8'))

let other = ''
test('an organization that is made beside a running engine is served by it at once', async () => {
  const made = await facts('organizations create --name Umbrella')
  assert.deepEqual(Object.keys(made), ['client_id', 'client_secret', 'organization_id'])
  other = made.organization_id
  const entered = await login(made)
  assert.deepEqual([entered.status, entered.body.organization_id], [200, made.organization_id])
  const body = { workspace_name: 'acme' }
  const bearer = entered.body.access_token
  assert.equal((await call('POST', '/api/v1/embedded/scoped-token', { bearer, body })).status, 200)
  const { organizations } = await facts('organizations list')
  assert.deepEqual(
    organizations.map(({ id, name }: { id: string; name: string }) => [id, name]),
    [
      [HOME, 'default'],
      [made.organization_id, 'Umbrella'],
    ],
  )
})

test('a secret goes into a file for one pair of eyes, and is shown nowhere else', async () => {
  const shown = await run(`applications create --organization ${HOME} --name program --out ${file}`)
  assert.deepEqual([shown.code, shown.problems], [0, ''])
  const program = await written(file)
  leakWatch.watch('a credential', program.client_secret)
  leakWatch.add('what applications create prints', shown.output)
  assert.deepEqual(Object.keys(program), ['client_id', 'client_secret', 'organization_id'])
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.ok(shown.output.includes(program.client_id) && !shown.output.includes(program.client_secret))
  assert.equal((await login(program)).status, 200)
})

test('of two secrets both log in until the older one is ended, over DATABASE_URL too', async () => {
  const older = await written(file)
  const url = `postgres://${user}@/${database}?host=${encodeURIComponent(host ?? '')}&port=${port}`
  const rotated = await facts(`applications rotate ${older.client_id} --out ${file}`, { DATABASE_URL: url })
  assert.equal(rotated.client_secret, undefined)
  const lasts = Date.parse(rotated.older_secret_until) - Date.now()
  assert.ok(lasts > 23.9 * 3_600_000 && lasts <= 24 * 3_600_000, `${lasts}`)
  const newer = await written(file)
  assert.deepEqual(await written(`${file}.previous`), older)
  for (const secret of [older, newer]) assert.equal((await login(secret)).status, 200)

  const again = await run(`applications rotate ${older.client_id}`)
  assert.deepEqual([again.code, again.output], [1, ''])
  assert.match(again.problems, /Two secrets log in already/)
  const ended = await facts(`applications revoke ${older.client_id} --secret-older`)
  assert.equal(ended.older_secret_ended, true)
  assert.deepEqual([(await login(older)).status, (await login(newer)).status], [401, 200])
  assert.equal(
    (await facts(`applications revoke ${older.client_id} --secret-older`)).older_secret_ended,
    false,
  )

  const atOnce = await facts(`applications rotate ${older.client_id} --end-old`)
  assert.deepEqual([(await login(newer)).status, (await login(atOnce)).status], [401, 200])
})

test('a file that cannot be written keeps everything as it was', async () => {
  const { client_id } = await written(file)
  const secrets = () =>
    queryAs(house.engine.database, 'SELECT id, secret_version FROM sallyport.applications ORDER BY id')
  const before = await secrets()
  const nowhere = join(folder.path, 'nowhere', 'x.json')
  for (const line of [
    `applications rotate ${client_id} --out ${nowhere}`,
    `applications create --organization ${HOME} --name x --out ${nowhere}`,
    `organizations create --name x --out ${nowhere}`,
  ]) {
    const { code, output, problems } = await run(line)
    assert.deepEqual([code, output], [1, ''])
    assert.match(problems, /cannot be written, so nothing was changed/)
  }
  assert.deepEqual(await secrets(), before)
  assert.equal((await facts('organizations list')).organizations.length, 2)
})

test('what is not there is said to be not there', async () => {
  const wrong = application.client_id.replace(/.$/, (last) => (last === 'A' ? 'E' : 'A'))
  for (const [line, why] of [
    [`applications rotate ${wrong}`, /no application of that client id/],
    [`applications grant ${application.client_id} --organization ${NOBODY}`, /There is no organization/],
  ] as const) {
    const { code, output, problems } = await run(line)
    assert.deepEqual([code, output], [1, ''], line)
    assert.match(problems, why)
  }
  assert.equal((await run('applications remove x')).code, 2)
})

/** What the list says of an application. */
async function rowOf(clientId: string) {
  const listed = await run('applications list --json')
  leakWatch.add('what applications list prints', listed.output)
  return listed.facts.applications.find((row: { client_id: string }) => row.client_id === clientId)
}

test('an application is granted an organization, which the list says, until it is taken back', async () => {
  const { client_id } = await written(file)
  const change = (what: string) => facts(`applications ${what} ${client_id} --organization ${other}`)
  assert.equal((await change('grant')).changed, true)
  assert.deepEqual((await rowOf(client_id)).granted, [other])
  assert.equal((await change('ungrant')).changed, true)
})

test('an application that is revoked is listed as that, and gets no secret again', async () => {
  const { client_id } = await written(file)
  assert.deepEqual((await facts(`applications revoke ${client_id}`)).revoked, [client_id])
  assert.equal((await rowOf(client_id)).status, 'revoked')
  assert.match((await run(`applications rotate ${client_id}`)).problems, /has been revoked/)
})

test('all of it is in the records, as an operator did it', async () => {
  const events = await queryAs<{ type: string; actor: { kind: string }; organization_id: string }>(
    house.engine.database,
    `SELECT type, actor, organization_id FROM sallyport.audit_events
      WHERE type LIKE 'application.%' OR type LIKE 'organization.%' ORDER BY at, id`,
  )
  assert.ok(events.every(({ actor }) => actor.kind === 'operator'))
  const ofHome = events.filter((event) => event.organization_id === HOME).map(({ type }) => type)
  assert.deepEqual(ofHome, [
    'application.created',
    'application.secret_rotated',
    'application.secret_ended',
    'application.secret_rotated',
    'application.granted',
    'application.ungranted',
    'application.revoked',
  ])
  const ofOther = events.filter((event) => event.organization_id === other).map(({ type }) => type)
  assert.deepEqual(ofOther, ['organization.created', 'application.granted', 'application.ungranted'])
})
