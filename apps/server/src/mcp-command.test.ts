import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { after, describe, test } from 'node:test'
import { Client } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { makeTemporaryFolder } from './temporary-folder.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/index.ts'
import { failureIn, readText } from './testing/mcp-caller.ts'

const MAIN = join(import.meta.dirname, 'main.ts')
const folder = await makeTemporaryFolder()
const house = await engineUnderTest()
const clients: Client[] = []
after(async () => {
  // Those of a test that failed go on otherwise, and this program with them.
  for (const client of clients) await client.close()
  await house.close()
  await folder.remove()
})
const bearer = await house.scopedToken('acme')
const credentials = { token: GITHUB_TOKEN }
const source_config = { repositories: `${REPOSITORY.owner}/${REPOSITORY.repo}` }
const connector = await house.connectGithub(bearer, { credentials, source_config })
const { client_id, client_secret } = house.application
const compiling = { NODE_COMPILE_CACHE: join(folder.path, 'compiled') }

/** The program as an MCP client starts it. */
async function started(args: readonly string[], env: Record<string, string>) {
  const client = new Client({ name: 'test', version: '1.0.0' }, { capabilities: {} })
  clients.push(client)
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: ['--disable-warning=ExperimentalWarning', MAIN, 'mcp', ...args],
      env: { ...compiling, XDG_CONFIG_HOME: folder.path, ...env },
      stderr: 'inherit',
    }),
  )
  return client
}

const ISSUES = { entity: 'issues', action: 'list', params: { limit: 2 }, select_fields: ['number'] }

describe('over standard input and output', () => {
  test('with an application: the tools of one workspace of an engine', async () => {
    const env = {
      SALLYPORT_URL: house.engine.url,
      SALLYPORT_CLIENT_ID: client_id,
      SALLYPORT_CLIENT_SECRET: client_secret,
    }
    const client = await started(['--workspace', 'acme', '--max-tokens', '30000'], env)
    const { tools } = await client.listTools()
    assert.ok(tools.some(({ name }) => name === 'execute'))
    assert.ok(tools.some(({ name }) => name === 'github_issues_list'))
    assert.match(client.getInstructions() ?? '', /search_tools/)
    const items = [{ connector, ...ISSUES }]
    const [first] = readText(await client.callTool({ name: 'execute', arguments: { items } })).results
    assert.equal(first.result.length, 2)
    const none = await client.callTool({ name: 'inspect_connector', arguments: { connector: 'nobody' } })
    assert.equal(failureIn(none), 'connector_not_found')
    await client.close()
  })

  test('with a token that somebody made', async () => {
    const client = await started([], { SALLYPORT_URL: house.engine.url, SALLYPORT_TOKEN: bearer })
    const { workspaces } = readText(await client.callTool({ name: 'list_workspaces', arguments: {} }))
    assert.equal(workspaces[0].name, 'acme')
    await client.close()
  })

  test('without an engine: the tools of one connector, with a credential of its own', async () => {
    const file = join(folder.path, 'github.json')
    await writeFile(file, JSON.stringify(credentials), { mode: 0o600 })
    const origins = JSON.stringify({ 'https://api.github.com': house.github.url })
    const client = await started(['--local', 'github', '--credentials', file, '--max-tokens', '30000'], {
      SALLYPORT_REDIRECT_ORIGINS: origins,
    })
    const { tools } = await client.listTools()
    assert.ok(tools.every(({ description }) => !description?.includes(GITHUB_TOKEN)))
    const found = tools.find(({ name }) => name === 'github_issues_list')
    assert.equal(found?.annotations?.readOnlyHint, true)
    const given = { ...REPOSITORY, limit: 2 }
    const listed = await client.callTool({ name: 'github_issues_list', arguments: given })
    assert.match(JSON.stringify(listed.content), /third_party_data/)
    const wrong = await client.callTool({ name: 'github_issues_list', arguments: { owner: 7 } })
    assert.equal(wrong.isError, true)
    await client.close()
  })
})

test('without an engine: settings fill the parameters that they stand for', async () => {
  const [file, settings] = [join(folder.path, 'set.json'), join(folder.path, 'settings.json')]
  await writeFile(file, JSON.stringify(credentials), { mode: 0o600 })
  await writeFile(settings, JSON.stringify(source_config))
  const origins = JSON.stringify({ 'https://api.github.com': house.github.url })
  const args = ['--local', 'github', '--credentials', file, '--replication-config', settings]
  const client = await started([...args, '--max-tokens', '30000'], { SALLYPORT_REDIRECT_ORIGINS: origins })
  const listed = await client.callTool({ name: 'github_issues_list', arguments: { limit: 2 } })
  assert.equal(readText(listed).result.length, 2)
  await client.close()
})

describe('what is missing is said at the start', () => {
  const run = async (args: readonly string[], env: Record<string, string>) => {
    const all = { ...compiling, XDG_CONFIG_HOME: folder.path, ...env }
    const stdio = ['ignore', 'ignore', 'pipe'] as const
    const child = spawn(process.execPath, [MAIN, 'mcp', ...args], { env: all, stdio: [...stdio] })
    const [stderr, [status]] = await Promise.all([
      text(child.stderr ?? Readable.from([])),
      once(child, 'close'),
    ])
    return { status, stderr }
  }

  test('an engine that does not take the token', async () => {
    const { status, stderr } = await run([], { SALLYPORT_URL: house.engine.url, SALLYPORT_TOKEN: 'nonsense' })
    assert.equal(status, 1)
    assert.match(stderr, /not one that this engine issued/)
  })

  test('a credential that others can read', async () => {
    const file = join(folder.path, 'open.json')
    await writeFile(file, JSON.stringify(credentials), { mode: 0o644 })
    const { status, stderr } = await run(['--local', 'github', '--credentials', file], {})
    assert.equal(status, 1)
    assert.match(stderr, /chmod 600/)
    assert.doesNotMatch(stderr, new RegExp(GITHUB_TOKEN))
  })

  test('wrong use', async () => {
    assert.equal((await run(['--workspace', 'acme', '--local', 'github'], {})).status, 2)
    const slip = await run(['--local', 'github', '--effects', 'destuctive'], {})
    assert.deepEqual([slip.status, /lists some of: destructive/.test(slip.stderr)], [2, true], slip.stderr)
    const settings = join(folder.path, 'slip.json')
    await writeFile(settings, '{"repositores": "a/b"}')
    const token = { SALLYPORT_CREDENTIALS: '{"token":"x"}' }
    const unknown = await run(['--local', 'github', '--replication-config', settings], token)
    assert.match(unknown.stderr, /no setting "repositores"\.\nIt has: .*repositories/)
    const none = await run(['--local', 'github', '--replication-config', '/nowhere'], token)
    assert.match(none.stderr, /JSON object of settings/)
    const fax = await run(['--local', 'fax'], { SALLYPORT_CREDENTIALS: '{"token":"x"}' })
    assert.match(fax.stderr, /github/)
  })
})
