import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { readTables } from '@sallyport/postgres'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { compiled } from './testing/compiled.ts'
import { engineUnderTest, GITHUB_TOKEN } from './testing/index.ts'
import { leakWatch } from './testing/leak-watch.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
/** Enough for two kills in the middle; how many more there are changes nothing. */
const ROWS = 300
const folder = await makeTemporaryFolder()
const under = await engineUnderTest()
after(async () => {
  await under.close()
  await folder.remove()
})
const application = join(under.config.dataDirectory, 'application.json')
const at = ['--url', under.engine.url, '--application', application]

function start(...more: string[]) {
  const args = [MAIN, 'connectors', 'import-credentials', ...more, ...at]
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env.PATH, ...compiled },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  const result = ended.then(([output, errors]) => {
    leakWatch.add('what an import prints', output + errors)
    return { code: child.exitCode, output, errors }
  })
  return { child, result }
}

interface Line {
  readonly line: number
  readonly status: string
  readonly code?: string
  readonly connector_id?: string
}

async function reportOf(file: string, kind = 'report'): Promise<Line[]> {
  const written = await readFile(`${file}.${kind}.ndjson`, 'utf8')
  leakWatch.add('the report of an import', written)
  return written
    .trim()
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line)]
      } catch {
        return []
      }
    })
}

const row = (number: number, more: object = {}) => ({
  workspace_name: `import ${number % 20}`,
  connector_type: 'github',
  credentials: { token: GITHUB_TOKEN },
  name: `Row ${number}`,
  ...more,
})

async function fileOf(name: string, lines: readonly (object | string)[]): Promise<string> {
  const path = join(folder.path, name)
  await writeFile(
    path,
    lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
  )
  return path
}

async function connectors(named = /^Row /): Promise<number> {
  const rows = await readTables(under.engine.database)
  return rows.filter(
    ({ table, columns }) => table === 'sallyport.connectors' && named.test(columns.name?.toString() ?? ''),
  ).length
}

test('a dry run says what is wrong, and stores nothing', async () => {
  const huge = JSON.stringify(row(3, { name: 'x'.repeat(70_000) }))
  const file = await fileOf('dry.ndjson', [
    row(1),
    '{"workspace_name": "acme", "credentials": {"tok',
    huge,
    row(4, { credentials: { tokn: GITHUB_TOKEN } }),
    row(5, { connector_type: 'gitbub' }),
    row(6, { credentials: undefined }),
    row(7, { secret: GITHUB_TOKEN }),
    row(8, { key: 'a b' }),
    '[]',
    '',
    row(11, { key: 'eleven' }),
  ])
  under.github.ledger.clear()
  const before = await readTables(under.engine.database)
  const { code, output } = await start(file, '--dry-run').result
  assert.deepEqual([code, output.split('.')[0]], [3, '8 failed, 2 valid'])
  const report = (await reportOf(file, 'dry-run')).sort((a, b) => a.line - b.line)
  assert.deepEqual(
    report.map(({ line, status, code: why }) => [line, status, why]),
    [
      [1, 'valid', undefined],
      [2, 'failed', 'invalid_request'],
      [3, 'failed', 'invalid_request'],
      [4, 'failed', 'credential_mismatch'],
      [5, 'failed', 'connector_type_not_found'],
      [6, 'failed', 'invalid_request'],
      [7, 'failed', 'invalid_request'],
      [8, 'failed', 'invalid_request'],
      [9, 'failed', 'invalid_request'],
      [11, 'valid', undefined],
    ],
  )
  assert.equal(under.github.ledger.count(), 0)
  assert.deepEqual(await readTables(under.engine.database), before)
})

test(`${ROWS} rows are imported once, though the program is killed in the middle`, {
  timeout: 300_000,
}, async () => {
  const wrong = row(7, { name: 'Wrong', credentials: { token: 'ghp_wrong' } })
  const rows = Array.from({ length: ROWS }, (_, index) => row(index))
  const file = await fileOf('many.ndjson', [...rows.slice(0, 150), wrong, rows[3] ?? {}, ...rows.slice(150)])
  const first = start(file, '--concurrency', '16')
  while (!existsSync(`${file}.report.ndjson`) || (await reportOf(file)).length < 60) await sleep(100)
  first.child.kill('SIGKILL')
  await first.result
  const before = (await reportOf(file)).length
  assert.ok(before < ROWS)

  const second = start(file, '--concurrency', '16')
  while ((await reportOf(file)).length < before + 60) await sleep(100)
  second.child.kill('SIGINT')
  assert.equal((await second.result).code, 130)

  const { code, output } = await start(file, '--concurrency', '16').result
  assert.equal(code, 3)
  assert.match(output, / skipped/)
  assert.equal(await connectors(), ROWS)
  const report = await reportOf(file)
  const done = report.filter(({ status }) => status !== 'failed')
  assert.equal(new Set(done.map(({ connector_id }) => connector_id)).size, ROWS)
  assert.deepEqual(
    [...new Set(report.filter(({ status }) => status === 'failed').map(({ code: why }) => why))],
    ['credential_refused'],
  )

  const again = await start(file).result
  assert.equal(again.output.split('.')[0], `1 failed, ${ROWS + 1} skipped`)
  assert.equal(await connectors(), ROWS)
})

for (const [args, code, said] of [
  [[], 2, /Say which file/],
  [['a', 'b'], 2, /one alone/],
  [['a', '--concurrency', '99'], 2, /1 to 32/],
  [['/nowhere.ndjson'], 1, /cannot be read/],
] as const) {
  test(`import-credentials ${args.join(' ')} is told what is wrong`, async () => {
    const { code: given, errors } = await start(...args).result
    assert.equal(given, code, errors)
    assert.match(errors, said)
  })
}

test('a report is never written over the lines that it is about', async () => {
  const file = await fileOf('precious', [row(1)])
  const before = await readFile(file, 'utf8')
  const { code, errors } = await start(file, '--dry-run', '--report', `${folder.path}/./precious`).result
  assert.deepEqual([code, await readFile(file, 'utf8')], [1, before], errors)
  assert.match(errors, /report/)
})
