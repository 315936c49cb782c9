// An MCP client at an engine: the official one, over HTTP, with a token of one workspace. The engine is a whole one on a
// database of its own, started for this example, with an emulated GitHub behind it.
import assert from 'node:assert/strict'
import { access, readFile } from 'node:fs/promises'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { engineUnderTest, GITHUB_TOKEN } from '@sallyport/server/testing'

const house = await engineUnderTest()
try {
  const token = await house.scopedToken('acme')
  const connector = await house.connectGithub(token, { credentials: { token: GITHUB_TOKEN } })
  const { url } = house.engine
  const params = { owner: 'octokit-fixture-org', repo: 'paginate-issues', limit: 3 }

  // #region flow
  const client = new Client({ name: 'my-agent', version: '1.0.0' })
  const requestInit = { headers: { authorization: `Bearer ${token}` } }
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url), { requestInit }))

  const { tools } = await client.listTools()
  for (const { name, description } of tools) console.log(`${name}: ${description}`)

  const items = [{ connector, entity: 'issues', action: 'list', params, select_fields: ['number', 'title'] }]
  const { content } = await client.callTool({ name: 'execute', arguments: { items } })
  // #endregion

  assert.ok(tools.some(({ name }) => name === 'search_tools'))
  assert.match(JSON.stringify(content), /has_next_page/)
  await client.close()
} finally {
  await house.close()
}

/** What people copy into the settings of their clients names the door, and no secret as an argument. */
for (const client of ['claude-desktop', 'cursor', 'vs-code']) {
  const text = await readFile(new URL(`${client}.jsonc`, import.meta.url), 'utf8')
  const settings = JSON.parse(text.replaceAll(/^\s*\/\/.*$/gm, ''))
  const [server] = Object.values<Record<string, unknown>>(settings.mcpServers ?? settings.servers)
  assert.ok(server)
  if ('url' in server) assert.match(String(server.url), /^https:.*\/mcp$/)
  else {
    // A program of this repository: a registry gives whatever somebody put there, and it would get the secret.
    const [run, program, command] = server.args as string[]
    assert.equal(server.command, 'node')
    assert.deepEqual([program, command], ['apps/server/src/main.ts', 'mcp'])
    await access(new URL(`../..${run?.replace('/path/to/sallyport', '')}`, import.meta.url))
  }
  assert.doesNotMatch(JSON.stringify(server.args ?? []), /secret|token/i)
}
