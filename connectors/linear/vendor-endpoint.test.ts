import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Emulator } from '@sallyport/emulator'
import { KEY, NOW, start, team } from './testing/practise.ts'

interface Body {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads any answer.
  readonly data?: any
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions: Readonly<Record<string, unknown>>
  }[]
}

async function post(linear: Emulator, query: string, variables: object = {}) {
  const response = await fetch(`${linear.url}/graphql`, {
    method: 'POST',
    headers: { authorization: KEY, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  })
  return { response, body: (await response.json()) as Body }
}

describe('the GraphQL endpoint of the emulated Linear', () => {
  it('refuses a document that does not fit the schema, with 400 and all errors', async () => {
    await using all = await start()
    const { response, body } = await post(all.linear, '{ viewer { id nope } nothing }')
    assert.equal(response.status, 400)
    assert.deepEqual(
      body.errors?.map(({ message, extensions }) => [message, extensions.code]),
      [
        ['Cannot query field "nope" on type "User". Did you mean "name"?', 'GRAPHQL_VALIDATION_FAILED'],
        ['Cannot query field "nothing" on type "Query".', 'GRAPHQL_VALIDATION_FAILED'],
      ],
    )
    const [entry] = all.linear.ledger.requests()
    assert.equal(entry?.verdict, 'refused')
    assert.equal(entry?.operation, 'query viewer')
    assert.deepEqual(
      entry?.violations.map(({ field, code }) => [field, code]),
      [
        ['query', 'invalid'],
        ['query', 'invalid'],
      ],
    )
  })

  it('keeps no values of refused variables in its violations', async () => {
    await using all = await start()
    const query = 'mutation ($input: IssueCreateInput!) { issueCreate(input: $input) { success } }'
    const { response, body } = await post(all.linear, query, {
      input: { teamId: 'x', priority: 'secret-value' },
    })
    assert.equal(response.status, 400)
    assert.equal(body.errors?.[0]?.extensions.code, 'BAD_USER_INPUT')
    const [entry] = all.linear.ledger.requests()
    assert.equal(entry?.operation, 'mutation issueCreate')
    assert.deepEqual(entry?.violations, [
      { in: 'body', field: 'variables.input', code: 'invalid', message: 'does not fit its type' },
    ])
  })

  it('answers what it can, with null and an error where it cannot', async () => {
    await using all = await start()
    const query =
      '{ here: issue(id: "ENG-1") { identifier } branch: issueVcsBranchSearch(branchName: "none") { id } }'
    assert.deepEqual((await post(all.linear, query)).body, {
      data: { here: { identifier: 'ENG-1' }, branch: null },
    })
    const broken = await post(all.linear, '{ viewer { name } issue(id: "ENG-99") { id } }')
    assert.equal(broken.response.status, 200)
    assert.equal(broken.body.data, null)
    assert.deepEqual(broken.body.errors?.[0]?.path, ['issue'])
  })

  it('takes unused fragments, refuses subscriptions, other methods and other types of content', async () => {
    await using all = await start()
    const url = `${all.linear.url}/graphql`
    const fragment = await post(all.linear, 'query A { viewer { name } } fragment F on User { id }')
    assert.equal(fragment.body.data.viewer.name, 'Ada Harbor')
    assert.equal((await post(all.linear, 'subscription { x }')).response.status, 400)
    assert.equal(
      (await post(all.linear, '{ viewer {')).body.errors?.[0]?.extensions.code,
      'GRAPHQL_PARSE_FAILED',
    )
    assert.equal((await fetch(url, { headers: { authorization: KEY } })).status, 405)
    const text = await fetch(url, {
      method: 'POST',
      headers: { authorization: KEY, 'content-type': 'text/plain' },
      body: '{}',
    })
    assert.equal(text.status, 400)
    assert.equal((await fetch(`${all.linear.url}/rest`, { headers: { authorization: KEY } })).status, 404)
  })

  it('shows replies below the comment that they answer', async () => {
    await using all = await start()
    const write = 'mutation ($input: CommentCreateInput!) { commentCreate(input: $input) { comment { id } } }'
    const say = async (input: object) =>
      (await post(all.linear, write, { input })).body.data.commentCreate.comment.id
    const first = await say({ issueId: 'ENG-1', body: 'First' })
    const reply = await say({ issueId: 'ENG-1', parentId: first, body: 'Reply' })
    const read = 'query ($id: String!) { comment(id: $id) { children { nodes { id } } } }'
    const { body } = await post(all.linear, read, { id: first })
    assert.deepEqual(body.data.comment.children.nodes, [{ id: reply }])
  })

  it('introspects itself', async () => {
    await using all = await start()
    const { body } = await post(
      all.linear,
      '{ __schema { queryType { name } } __type(name: "Issue") { fields { name } } }',
    )
    assert.equal(body.data.__schema.queryType.name, 'Query')
    assert.ok(body.data.__type.fields.length > 60)
  })

  it('counts complexity and refuses what costs too much', async () => {
    await using all = await start()
    const cheap = await post(all.linear, '{ viewer { id name } }')
    assert.equal(cheap.response.headers.get('x-complexity'), '2')
    assert.equal(cheap.response.headers.get('x-ratelimit-complexity-remaining'), '2999998')
    assert.equal(cheap.response.headers.get('x-ratelimit-requests-remaining'), '2499')
    assert.equal(cheap.response.headers.get('x-ratelimit-requests-reset'), String(NOW + 3_600_000))
    const dear = await post(
      all.linear,
      '{ issues(first: 250) { nodes { comments(first: 250) { nodes { id } } } } }',
    )
    assert.equal(dear.response.status, 400)
    assert.match(dear.body.errors?.[0]?.message ?? '', /too complex/)
  })

  it('orders by what is asked for', async () => {
    await using all = await start()
    const query = 'query ($sort: [IssueSortInput!]) { issues(sort: $sort) { nodes { identifier } } }'
    const ask = async (sort: object) =>
      (await post(all.linear, query, { sort: [sort] })).body.data.issues.nodes.map(
        (one: { identifier: string }) => one.identifier,
      )
    assert.deepEqual(await ask({ title: { order: 'Ascending' } }), ['ENG-2', 'ENG-1', 'OPS-3', 'ENG-4'])
    assert.deepEqual(await ask({ priority: { order: 'Descending' } }), ['ENG-4', 'ENG-2', 'ENG-1', 'OPS-3'])
  })

  it('lies about pages on demand', async () => {
    await using all = await start({ faults: [{ kind: 'repeating-cursor', times: 2 }] })
    const query =
      'query ($after: String) { issues(first: 2, after: $after) { nodes { identifier } pageInfo { hasNextPage endCursor } } }'
    const first = (await post(all.linear, query)).body.data.issues
    const second = (await post(all.linear, query, { after: first.pageInfo.endCursor })).body.data.issues
    assert.deepEqual(second, first)
    assert.equal(first.pageInfo.hasNextPage, true)
  })

  it('gives the same answers and the same ledger for the same seed and clock', async () => {
    const walk = async () => {
      await using all = await start()
      const { client, linear } = all
      const eng = await team(client)
      const made = await client.createIssue({ teamId: eng.id, title: 'Same' })
      await client.updateIssue(made.issueId ?? '', { priority: 2 })
      await client.createComment({ issueId: made.issueId ?? '', body: 'Again' })
      const { body } = await post(
        linear,
        '{ issues { nodes { id identifier createdAt sortOrder comments { nodes { id url body } } } } teams { nodes { id key } } }',
      )
      return { body, ledger: linear.ledger.requests() }
    }
    assert.deepEqual(await walk(), await walk())
  })
})
