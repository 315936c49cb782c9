import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { queryAs } from '@sallyport/postgres'
import { USAGE_FORMATS } from './commands/usage-lines.ts'
import { readUsageArguments } from './commands/usage-options.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { addOrganization } from './testing/add-organization.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
const folder = await makeTemporaryFolder()
/** Compiled once, since the program is started several times. */
const compiling = { NODE_COMPILE_CACHE: join(folder.path, 'compiled') }
const under = await engineUnderTest()
after(async () => {
  await under.close()
  await folder.remove()
})
const LIST = { entity: 'issues', action: 'list', params: { ...REPOSITORY, limit: 1 } }
const NAME = '=HYPERLINK("x"), Inc.'
const bearer = await under.scopedToken(NAME)
const connector = await under.connectGithub(bearer, { credentials: { token: GITHUB_TOKEN }, name: 'plain' })
for (let n = 0; n < 2; n++) await under.execute(bearer, connector, LIST)
await sleep(1_200)

/** Runs the program on the host, with the settings of the engine that runs. */
async function usage(...args: readonly string[]) {
  const env = { ...compiling, SALLYPORT_DATA_DIR: under.config.dataDirectory }
  const child = spawn(process.execPath, [MAIN, 'usage', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const [output, problems] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  return { code: child.exitCode, output, problems }
}

test('what was used is exported beside the running engine, a line for each day and connector', async () => {
  const { code, output, problems } = await usage('export', '--format', 'ndjson')
  assert.equal(code, 0, problems)
  const [row, ...more] = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.deepEqual(more, [])
  const { workspace_id, bytes_received, ...rest } = row
  assert.deepEqual(rest, {
    organization_id: under.application.organization_id,
    day: new Date().toISOString().slice(0, 10),
    workspace_name: NAME,
    connector_id: connector,
    connector_name: 'plain',
    calls: 2,
    errors: 0,
    bytes_sent: 0,
    outcomes: { success: 2 },
  })
  assert.ok(workspace_id && bytes_received > 0)
})

test('as csv a name is one cell, and no formula of a spreadsheet', () => {
  const { head, line } = USAGE_FORMATS.csv
  const row = {
    organizationId: 'o',
    day: '2026-11-23',
    workspaceId: 'w',
    workspaceName: NAME,
    connectorId: 'c',
    connectorName: null,
    ...{ calls: 3, errors: 1, bytesSent: 0, bytesReceived: 9 },
    outcomes: { success: 2, internal: 1 },
  }
  assert.match(head, /^organization_id,day,workspace_id,workspace_name,.*,outcomes\r\n$/)
  const outcomes = '"{""success"":2,""internal"":1}"'
  assert.equal(line(row), `o,2026-11-23,w,"'=HYPERLINK(""x""), Inc.",c,,3,1,0,9,${outcomes}\r\n`)
  assert.equal(line({ ...row, workspaceName: '-5', outcomes: {} }), "o,2026-11-23,w,'-5,c,,3,1,0,9,{}\r\n")
})

test('an export is of all organizations or of the one that is named, and of the days that are named', async () => {
  const rival = await addOrganization(under, 'rival')
  const workspace = randomUUID()
  const { database } = under.engine
  await queryAs(
    database,
    "INSERT INTO sallyport.workspaces (organization_id, id, name, status, created_at, updated_at) VALUES ($1, $2, 'theirs', 'active', now(), now())",
    [rival.id, workspace],
  )
  await queryAs(
    database,
    `INSERT INTO sallyport.usage_days
     SELECT $1, '2027-01-01'::date + day, $2, gen_random_uuid(), 'success', 1, 0, 0
     FROM generate_series(-1, 365) AS day, generate_series(1, 3)`,
    [rival.id, workspace],
  )
  const lines = async (...args: readonly string[]) => {
    const { code, output, problems } = await usage('export', '--format', 'ndjson', ...args)
    assert.equal(code, 0, problems)
    return output.split('\n').slice(0, -1)
  }
  const year = ['--from', '2027-01-01', '--to', '2027-12-31']
  const all = await lines(...year)
  assert.deepEqual([all.length, new Set(all).size], [3 * 365, 3 * 365], 'more than a page, each once')
  const ours = under.application.organization_id
  assert.deepEqual(await lines('--organization', ours, ...year), [])
})

test('wrong words are told with how it is meant, and wrong days by name', async () => {
  for (const args of [
    [],
    ['export'],
    ['export', '--format', 'xml'],
    ['import', '--format', 'csv'],
    ['export', '--format', 'csv', '--organization', 'acme'],
    ['export', '--format', 'csv', '--everything'],
  ]) {
    assert.throws(() => readUsageArguments(args), TypeError)
  }
  const { code, problems } = await usage('export', '--format', 'csv', '--from', '2026-02-30')
  assert.equal(code, 1)
  assert.match(problems, /"from" is to be a day/)
})
