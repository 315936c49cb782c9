import assert from 'node:assert/strict'
import { after, beforeEach, describe, test } from 'node:test'
import { type AgentTools, connect, type EngineOptions, sallyport, type ToolOutcome } from 'sallyport'
import { github } from 'sallyport/connectors/github'
import { stripe } from 'sallyport/connectors/stripe'
import { engineOptions } from './testing/engine-options.ts'
import { engineUnderTest, GITHUB_TOKEN, REPOSITORY } from './testing/engine-under-test.ts'

const credentials = { token: GITHUB_TOKEN }

const house = await engineUnderTest()
after(() => house.close())
beforeEach(() => house.github.ledger.clear())

/** A workspace with one connector. */
async function workspace(name: string, more: Partial<EngineOptions> = {}) {
  const acme = sallyport(engineOptions(house, more)).workspace(name)
  await acme.connectors.create(github, { credentials })
  house.github.ledger.clear()
  return acme
}

function named({ tools }: AgentTools, name: string) {
  const found = tools.find((tool) => tool.name === name)
  return found ?? assert.fail(`no tool ${name} among ${tools.map((tool) => tool.name).join(', ')}`)
}

function resultOf(outcome: ToolOutcome) {
  assert.equal(outcome.kind, 'result', outcome.text)
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into results of every shape
  return (outcome as any).data
}

describe('what a model is shown', () => {
  test('is a tool for each operation where they fit, and tools to find and run them where they do not', async () => {
    const acme = await workspace('budget')
    const few = await acme.tools({ entities: ['issues'], maxTokens: 6_000 })
    assert.equal(few.mode, 'direct')
    assert.ok(few.tokens <= 6_000)
    assert.ok(named(few, 'github_issues_list').strict)
    const many = await acme.tools({ maxTokens: 2_000 })
    assert.equal(many.mode, 'discovery')
    assert.ok(many.tokens <= 2_000)
    for (const name of ['search_tools', 'describe_tools', 'execute', 'query_result']) named(many, name)
  })

  test('is nothing that the agent may not do', async () => {
    const acme = await workspace('effects')
    const effectsOf = async (options: Parameters<typeof acme.tools>[0]) =>
      new Set((await acme.tools({ maxTokens: 200_000, ...options })).tools.map(({ effect }) => effect))
    assert.deepEqual([...(await effectsOf({}))].sort(), ['read', 'write'])
    assert.ok((await effectsOf({ effects: ['destructive'] })).has('destructive'))
  })

  test('is of the connectors that were chosen', async () => {
    const acme = await workspace('chosen')
    await acme.connectors.create(stripe, { credentials: { api_key: 'sk_test_x' }, validate: false })
    const { tools } = await acme.tools({ connectors: ['stripe'], maxTokens: 200_000 })
    const names = tools.map(({ name }) => name).filter((name) => name !== 'query_result')
    assert.ok(names.length > 0 && names.every((name) => name.startsWith('stripe_')))
    await assert.rejects(acme.tools({ connectors: ['linear'] }), {
      code: 'connector_not_found',
      fix: /stripe/,
    })
  })

  test('is never silently nothing: entities that no connector has are refused, and so is a workspace that is not there', async () => {
    const acme = await workspace('misspelled')
    const misspelled = { code: 'invalid_request', message: /"isues"/, fix: /\bissues\b/ }
    await assert.rejects(acme.tools({ entities: ['isues'] }), misspelled)
    const local = connect(github, { credentials, redirectOrigins: {} })
    await assert.rejects(async () => local.tools({ entities: ['isues'] }), misspelled)
    await local.close()
    const nobody = sallyport(engineOptions(house)).workspace('nobody')
    await assert.rejects(nobody.tools(), { code: 'workspace_not_found', fix: /make it first/ })
  })
})

test('what a model finds follows what changes: accounts that come, are limited and go', async () => {
  const acme = await workspace('changes')
  const tools = await acme.tools({ maxTokens: 2_000 })
  const find = async (query: string) => resultOf(await named(tools, 'search_tools').run({ query })).matches
  const stateOf = async (query: string) => (await find(query))[0]?.state
  const charge = 'list Stripe charges'
  assert.equal(await stateOf(charge), 'not_connected')
  const made = await acme.connectors.create(stripe, {
    credentials: { api_key: 'sk_test_x' },
    validate: false,
  })
  assert.equal(await stateOf(charge), 'connected')
  const body = { entities: [{ entity: 'customers' }] }
  const bearer = await house.applicationToken()
  await house.call('PUT', `/api/v1/integrations/connectors/${made.id}`, { bearer, body })
  const entities = (await find(charge)).map(({ entity }: { readonly entity: string }) => entity)
  assert.ok(!entities.includes('charges'), entities.join())
  await acme.connectors.delete(made.id)
  assert.equal(await stateOf(charge), 'not_connected')
})

describe('a tool', () => {
  test('reads, and what third parties wrote is marked', async () => {
    const tools = await (await workspace('reads')).tools({ entities: ['issues'], maxTokens: 20_000 })
    const outcome = await named(tools, 'github_issues_list').run({ ...REPOSITORY, limit: 2, state: null })
    assert.equal(resultOf(outcome).result.length, 2)
    assert.equal(resultOf(outcome).has_next_page, true)
    assert.match(outcome.text, /^<third_party_data source="GitHub">\n/)
    assert.match(outcome.text, /follow no instructions/)
  })

  test('that was called wrongly says how to mend it, and nothing was sent', async () => {
    const tools = await (await workspace('wrong')).tools({ entities: ['issues'], maxTokens: 20_000 })
    const tool = named(tools, 'github_issues_list')
    for (const input of [{}, { ...REPOSITORY, state: 'opened' }, 'no json', 5]) {
      const outcome = await tool.run(input)
      assert.equal(outcome.kind, 'correct', JSON.stringify(input))
      assert.equal(outcome.code, 'invalid_params')
    }
    assert.equal(house.github.ledger.count(), 0)
  })

  test('that nobody but a person can mend stops the run', async () => {
    const acme = sallyport(engineOptions(house)).workspace('stops')
    await acme.connectors.create(github, { credentials: { token: 'ghp_of_yesterday' }, validate: false })
    const tools = await acme.tools({ entities: ['issues'], maxTokens: 20_000 })
    const calling = named(tools, 'github_issues_list').run({ ...REPOSITORY })
    await assert.rejects(calling, { code: 'credential_invalid', act: 'user' })
  })

  test('that writes happens once for one call of the model, and again for another', async () => {
    const acme = await workspace('once')
    const tools = await acme.tools({ entities: ['issues'], maxTokens: 20_000 })
    const create = named(tools, 'github_issues_create')
    const issue = { ...REPOSITORY, title: 'From an agent' }
    const first = await create.run(issue, { callId: 'call_1' })
    const again = await create.run(issue, { callId: 'call_1' })
    assert.deepEqual(resultOf(again), resultOf(first))
    assert.equal(house.github.ledger.count({ method: 'POST' }), 1)
    await create.run(issue, { callId: 'call_2' })
    // Ids that are counted up are the same in every run of an agent.
    const other = await acme.tools({ entities: ['issues'], maxTokens: 20_000 })
    await named(other, 'github_issues_create').run(issue, { callId: 'call_1' })
    assert.equal(house.github.ledger.count({ method: 'POST' }), 3)
  })

  test('of which the answer was lost is asked again, and a write happened once', async () => {
    let lost = 0
    const losing: typeof fetch = async (input, init) => {
      const response = await fetch(input, init)
      if (!String(input).endsWith('/tools/call') || lost++ > 0) return response
      await response.body?.cancel()
      throw new TypeError('fetch failed')
    }
    const acme = await workspace('lost', { fetch: losing })
    const tools = await acme.tools({ entities: ['issues'], maxTokens: 20_000 })
    resultOf(await named(tools, 'github_issues_create').run({ ...REPOSITORY, title: 'Once' }))
    assert.equal(lost, 2)
    assert.equal(house.github.ledger.count({ method: 'POST' }), 1)
  })

  test('that is given up rejects with the reason of the signal', async () => {
    const tools = await (await workspace('given up')).tools({ maxTokens: 2_000 })
    const reason = new Error('enough')
    const calling = named(tools, 'search_tools').run(
      { query: 'issues' },
      { signal: AbortSignal.abort(reason) },
    )
    await assert.rejects(calling, (error) => error === reason)
  })
})

describe('the token behind the tools', () => {
  test('is bound to the workspace, and good for what was listed and no more', async () => {
    const bearers = new Set<string>()
    const watching: typeof fetch = (input, init) => {
      const bearer = new Headers(init?.headers).get('authorization')
      if (String(input).endsWith('/tools/call') && bearer !== null) bearers.add(bearer.replace('Bearer ', ''))
      return fetch(input, init)
    }
    const acme = await workspace('token', { fetch: watching })
    const tools = await acme.tools({ maxTokens: 2_000, effects: ['external_message'] })
    await named(tools, 'search_tools').run({ query: 'issues' })
    await named(tools, 'search_tools').run({ query: 'pull requests' })
    const [bearer, ...others] = bearers
    assert.equal(others.length, 0)
    const { body } = await house.call('GET', '/api/v1/account/applications/scoped-token/info', {
      bearer: bearer ?? '',
    })
    assert.deepEqual(
      [body.workspace_name, body.capabilities],
      ['token', ['read', 'write', 'external_message']],
    )
  })

  test('is of a workspace that is there: one that was deleted is not made again by a call', async () => {
    const client = sallyport(engineOptions(house))
    const acme = await workspace('deleted')
    const [before, after] = [await acme.tools({ maxTokens: 2_000 }), await acme.tools({ maxTokens: 2_000 })]
    await named(before, 'search_tools').run({ query: 'issues' })
    const bearer = await house.applicationToken()
    const rows = async () => {
      const { body } = await house.call('GET', '/api/v1/workspaces?name_contains=deleted', { bearer })
      return body.data as readonly { readonly id: string }[]
    }
    const [row] = await rows()
    await house.call('DELETE', `/api/v1/workspaces/${row?.id}`, { bearer })
    for (const tools of [before, after]) {
      const running = named(tools, 'search_tools').run({ query: 'issues' })
      await assert.rejects(running, { code: 'workspace_not_found', act: 'developer' })
    }
    await assert.rejects(client.workspace('deleted').tools(), { code: 'workspace_not_found' })
    assert.deepEqual(await rows(), [])
  })

  test('lets no other operation out, whatever the model names', async () => {
    const acme = await workspace('denied')
    const { id } = await acme.connectors.get('github')
    const tools = await acme.tools({ maxTokens: 2_000 })
    const params = { ...REPOSITORY, path: 'README.md', message: 'gone', sha: 'abc' }
    const outcome = await named(tools, 'execute').run({ tool: 'github_files_delete', params })
    assert.equal(outcome.kind, 'correct')
    // Nor where a program's own words are forged.
    const bearer = await house.scopedToken('denied')
    const forged = {
      effects: ['read', 'write'],
      act: { kind: 'operation', connector: id, entity: 'labels', action: 'delete' },
      input: { ...REPOSITORY, name: 'bug' },
    }
    const reply = await house.call('POST', '/api/v1/tools/call', { bearer, body: forged })
    assert.equal(reply.body.code, 'forbidden_operation')
    assert.equal(house.github.ledger.count(), 0)
  })

  test('is renewed before its end', async () => {
    let now = Date.now()
    let minted = 0
    const counting: typeof fetch = (input, init) => {
      if (String(input).endsWith('/scoped-token')) minted++
      return fetch(input, init)
    }
    const acme = await workspace('renewed', { fetch: counting, now: () => now })
    const search = named(await acme.tools({ maxTokens: 2_000 }), 'search_tools')
    await search.run({ query: 'issues' })
    await search.run({ query: 'issues' })
    assert.equal(minted, 1)
    now += 19 * 60_000 + 1
    await search.run({ query: 'issues' })
    assert.equal(minted, 2)
  })
})

test('a handle is asked only with tools of what gave it', async () => {
  const acme = await workspace('handles')
  await acme.connectors.create(stripe, { credentials: { api_key: 'sk_test_x' }, validate: false })
  const tools = await acme.tools({ maxTokens: 2_000, maxResultTokens: 500 })
  const input = { tool: 'github_issues_list', params: { ...REPOSITORY, limit: 10 } }
  const { handle } = resultOf(await named(tools, 'execute').run(input)).result
  assert.equal(typeof handle, 'string')
  await workspace('other handles')
  const bearer = await house.applicationToken()
  const ask = (choice: object) => {
    const body = { ...choice, act: { kind: 'query' }, input: { handle, select: ['number'] } }
    return house.call('POST', '/api/v1/tools/call', { bearer, body })
  }
  for (const choice of [{}, { connectors: ['github'], entities: ['issues'], effects: ['read'] }])
    assert.equal((await ask({ workspace_name: 'handles', ...choice })).status, 200)
  for (const choice of [
    { workspace_name: 'other handles' },
    { workspace_name: 'handles', connectors: ['stripe'] },
    { workspace_name: 'handles', entities: ['pull_requests'] },
    { workspace_name: 'handles', effects: ['write'] },
  ])
    assert.equal((await ask(choice)).body.code, 'result_not_found', JSON.stringify(choice))
})

describe('finding, describing and running', () => {
  test('leads from words to a call', async () => {
    const tools = await (await workspace('finding')).tools({ maxTokens: 2_000 })
    const found = resultOf(
      await named(tools, 'search_tools').run({
        query: 'list the open issues of a repository',
        connector: null,
      }),
    )
    assert.equal(found.nothing, false)
    const names = found.matches.map(({ tool }: { readonly tool: string }) => tool)
    assert.ok(names.includes('github_issues_list'), names.join())
    const described = await named(tools, 'describe_tools').run({ tools: ['github_issues_list'] })
    assert.match(described.text, /owner/)
    const ran = await named(tools, 'execute').run({
      tool: 'github_issues_list',
      params: { ...REPOSITORY, limit: 2 },
    })
    assert.equal(resultOf(ran).result.length, 2)
  })

  test('says that nothing does it, and what is not connected', async () => {
    const acme = await workspace('nothing')
    const tools = await acme.tools({ maxTokens: 2_000 })
    const nothing = resultOf(
      await named(tools, 'search_tools').run({ query: 'water the plants in my garden' }),
    )
    assert.deepEqual([nothing.nothing, nothing.matches], [true, []])
    const elsewhere = resultOf(await named(tools, 'search_tools').run({ query: 'refund a Stripe charge' }))
    assert.ok(
      [...elsewhere.matches, ...elsewhere.nearest].some(
        ({ state }: { readonly state: string }) => state === 'not_connected',
      ),
    )
  })

  test('keeps what is over the budget, to be asked further', async () => {
    const acme = await workspace('large')
    const tools = await acme.tools({ maxTokens: 2_000, maxResultTokens: 500 })
    const answer = resultOf(
      await named(tools, 'execute').run({ tool: 'github_issues_list', params: { ...REPOSITORY, limit: 10 } }),
    )
    const { handle } = answer.result
    assert.equal(typeof handle, 'string', JSON.stringify(answer))
    const rows = resultOf(await named(tools, 'query_result').run({ handle, select: ['number'], limit: 3 }))
    assert.equal(rows.rows.length, 3)
  })
})

test('a typed client has tools of its own connector, hosted and local alike', async () => {
  await workspace('typed')
  const options = { entities: ['issues'], maxTokens: 20_000 }
  const clients = [
    connect(github, { ...engineOptions(house), workspace: 'typed' }),
    connect(github, { credentials, redirectOrigins: { 'https://api.github.com': house.github.url } }),
  ]
  const [one, other] = await Promise.all(clients.map((client) => client.tools(options)))
  assert.ok(one && other)
  const shapes = ({ tools }: AgentTools) =>
    tools.map(({ name, description, inputSchema, strict, effect }) => ({
      name,
      description,
      inputSchema,
      strict,
      effect,
    }))
  assert.deepEqual(shapes(one), shapes(other))
  assert.equal(one.tokens, other.tokens)
  const asked = { ...REPOSITORY, limit: 2 }
  const [hostedSaid, localSaid] = await Promise.all(
    [one, other].map((tools) => named(tools, 'github_issues_list').run(asked)),
  )
  assert.equal(hostedSaid?.text, localSaid?.text)
  await Promise.all(clients.map((client) => client.close()))
})
