import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type EmulateOptions, emulate } from '@sallyport/emulator'
import { Octokit } from 'octokit'
import { githubVendor } from './vendor.ts'

const NOW = Date.parse('2026-01-02T03:04:05Z')
const HELLO = 'repository(owner: "octocat", name: "Hello-World")'

async function start(options: EmulateOptions = {}) {
  const github = await emulate(githubVendor, { seed: 'github', now: () => NOW, ...options })
  const octokit = new Octokit({
    auth: 'ghp_practise',
    baseUrl: github.url,
    throttle: { enabled: false },
    retry: { enabled: false },
  })
  // biome-ignore lint/suspicious/noExplicitAny: a test reads any answer.
  const ask = (query: string, variables: Record<string, unknown> = {}): Promise<any> =>
    octokit.graphql(query, variables)
  return { github, octokit, ask, [Symbol.asyncDispose]: () => github.close() }
}

interface Told {
  readonly errors: readonly {
    readonly type?: string
    readonly message: string
    readonly path?: readonly string[]
  }[]
}

async function refused(asked: Promise<unknown>): Promise<Told['errors'][number]> {
  const error = await asked.then(
    () => assert.fail('It was answered.'),
    (reason: unknown) => reason as Told,
  )
  const [first] = error.errors
  assert.ok(first)
  return first
}

describe('octokit.graphql against the emulated GitHub', () => {
  it('reads the viewer, a repository, its issues and pull requests', async () => {
    await using all = await start()
    const { viewer, repository } = await all.ask(
      `{ viewer { login isViewer url } ${HELLO} { nameWithOwner url isPrivate owner { login __typename }
        issues(first: 2, states: OPEN) { totalCount nodes { number state url author { login } labels(first: 2) { nodes { name } } comments(first: 1) { totalCount } repository { name } } }
        pullRequests(first: 1) { nodes { number state isDraft headRefName } } } }`,
    )
    assert.deepEqual(viewer, { login: 'octocat', isViewer: true, url: 'https://github.com/octocat' })
    assert.equal(repository.nameWithOwner, 'octocat/Hello-World')
    assert.deepEqual(repository.owner, { login: 'octocat', __typename: 'User' })
    const [issue] = repository.issues.nodes
    assert.deepEqual(
      [issue.number, issue.state, issue.author.login, issue.repository.name],
      [1347, 'OPEN', 'octocat', 'Hello-World'],
    )
    assert.deepEqual(issue.labels.nodes, [{ name: 'bug' }])
    assert.equal(repository.pullRequests.nodes[0].state, 'OPEN')
    assert.deepEqual(
      all.github.ledger.requests().map(({ operation, verdict }) => [operation, verdict]),
      [['query viewer', 'valid']],
    )
  })

  it('pages with graphql.paginate', async () => {
    await using all = await start()
    const { repository } = await all.octokit.graphql.paginate<{
      repository: { issues: { nodes: { number: number }[] } }
    }>(
      `query paginate($cursor: String) { ${HELLO} { issues(first: 1, after: $cursor) { nodes { number } pageInfo { hasNextPage endCursor } } } }`,
    )
    assert.deepEqual(
      repository.issues.nodes.map(({ number }) => number),
      [1347, 1348, 1349],
    )
    assert.equal(all.github.ledger.count({ operation: `query repository` }), 3)
  })

  it('creates an issue that REST lists, and closes it', async () => {
    await using all = await start()
    const { repository } = await all.ask(`{ ${HELLO} { id } }`)
    const { createIssue } = await all.ask(
      'mutation ($id: ID!) { createIssue(input: { repositoryId: $id, title: "Over GraphQL" }) { issue { id number title state author { login } } } }',
      { id: repository.id },
    )
    const { issue } = createIssue
    assert.deepEqual([issue.title, issue.state, issue.author.login], ['Over GraphQL', 'OPEN', 'octocat'])
    const rest = { owner: 'octocat', repo: 'Hello-World', issue_number: issue.number }
    const { data } = await all.octokit.rest.issues.get(rest)
    assert.deepEqual([data.title, data.node_id], ['Over GraphQL', issue.id])
    await all.ask(
      'mutation ($id: ID!) { closeIssue(input: { issueId: $id, stateReason: NOT_PLANNED }) { issue { state } } }',
      { id: issue.id },
    )
    const closed = (await all.octokit.rest.issues.get(rest)).data
    assert.deepEqual([closed.state, closed.state_reason], ['closed', 'not_planned'])
  })

  it('closes the issue that is meant, though another repository has one of its number', async () => {
    await using all = await start()
    const make = async (name: string) => {
      const { data } = await all.octokit.rest.repos.createForAuthenticatedUser({ name })
      const made = await all.ask(
        'mutation ($id: ID!) { createIssue(input: { repositoryId: $id, title: "Same" }) { issue { id number } } }',
        { id: data.node_id },
      )
      return made.createIssue.issue
    }
    const [first, second] = [await make('first'), await make('second')]
    assert.equal(first.number, second.number)
    const close =
      'mutation ($id: ID!) { closeIssue(input: { issueId: $id }) { issue { state repository { name } } } }'
    const { closeIssue } = await all.ask(close, { id: second.id })
    assert.deepEqual(closeIssue.issue, { state: 'CLOSED', repository: { name: 'second' } })
    const { node } = await all.ask('query ($id: ID!) { node(id: $id) { ... on Issue { state } } }', {
      id: first.id,
    })
    assert.equal(node.state, 'OPEN')
  })

  it('keeps a project with its fields, items and their values', async () => {
    await using all = await start()
    const { viewer } = await all.ask('{ viewer { id } }')
    const { createProjectV2 } = await all.ask(
      'mutation ($id: ID!) { createProjectV2(input: { ownerId: $id, title: "Plan" }) { projectV2 { id number fields(first: 20) { nodes { ... on ProjectV2FieldCommon { name } ... on ProjectV2SingleSelectField { id options { id name } } } } } } }',
      { id: viewer.id },
    )
    const project = createProjectV2.projectV2
    const [status] = project.fields.nodes.filter(({ name }: { name: string }) => name === 'Status')
    assert.deepEqual(
      status.options.map(({ name }: { name: string }) => name),
      ['Todo', 'In Progress', 'Done'],
    )
    const draft = await all.ask(
      'mutation ($p: ID!) { addProjectV2DraftIssue(input: { projectId: $p, title: "Draft", body: "Text" }) { projectItem { id type content { ... on DraftIssue { title body } } } } }',
      { p: project.id },
    )
    const item = draft.addProjectV2DraftIssue.projectItem
    assert.deepEqual([item.type, item.content], ['DRAFT_ISSUE', { title: 'Draft', body: 'Text' }])
    const set =
      'mutation ($p: ID!, $i: ID!, $f: ID!, $o: String!) { updateProjectV2ItemFieldValue(input: { projectId: $p, itemId: $i, fieldId: $f, value: { singleSelectOptionId: $o } }) { projectV2Item { id } } }'
    for (const option of [status.options[0].id, status.options[2].id]) {
      await all.ask(set, { p: project.id, i: item.id, f: status.id, o: option })
    }
    const read = await all.ask(
      'query ($n: Int!) { user(login: "octocat") { projectV2(number: $n) { title items(first: 5) { totalCount nodes { fieldValues(first: 5) { nodes { ... on ProjectV2ItemFieldSingleSelectValue { name field { ... on ProjectV2FieldCommon { name } } } } } } } } } }',
      { n: project.number },
    )
    assert.deepEqual(read.user.projectV2.items.nodes[0].fieldValues.nodes, [
      { name: 'Done', field: { name: 'Status' } },
    ])
    assert.equal(
      (await refused(all.ask(set, { p: project.id, i: item.id, f: status.id, o: 'none' }))).type,
      'UNPROCESSABLE',
    )
    await all.ask(
      'mutation ($p: ID!, $i: ID!) { deleteProjectV2Item(input: { projectId: $p, itemId: $i }) { deletedItemId } }',
      { p: project.id, i: item.id },
    )
    const { node } = await all.ask(
      'query ($id: ID!) { node(id: $id) { ... on ProjectV2 { items(first: 1) { totalCount } } } }',
      { id: project.id },
    )
    assert.equal(node.items.totalCount, 0)
  })

  it('adds an issue to a project once', async () => {
    await using all = await start()
    const { user, repository } = await all.ask(
      `{ user(login: "octocat") { projectsV2(first: 1) { nodes { id } } } ${HELLO} { id } }`,
    )
    const [{ id: p }] = user.projectsV2.nodes
    const made = await all.ask(
      'mutation ($id: ID!) { createIssue(input: { repositoryId: $id, title: "Plan me" }) { issue { id } } }',
      { id: repository.id },
    )
    const add =
      'mutation ($p: ID!, $c: ID!) { addProjectV2ItemById(input: { projectId: $p, contentId: $c }) { item { id type content { ... on Issue { title } } } } }'
    const [first, second] = [
      await all.ask(add, { p, c: made.createIssue.issue.id }),
      await all.ask(add, { p, c: made.createIssue.issue.id }),
    ]
    assert.deepEqual(first.addProjectV2ItemById.item.content, { title: 'Plan me' })
    assert.equal(second.addProjectV2ItemById.item.id, first.addProjectV2ItemById.item.id)
    assert.equal((await refused(all.ask(add, { p, c: 'nothing' }))).type, 'NOT_FOUND')
  })

  it('holds discussions: create, comment, reply, answer, change, delete', async () => {
    await using all = await start()
    const { repository } = await all.ask(
      `{ ${HELLO} { id discussionCategories(first: 5) { nodes { id slug } } } }`,
    )
    const category = repository.discussionCategories.nodes.find(
      ({ slug }: { slug: string }) => slug === 'q-a',
    )
    const made = await all.ask(
      'mutation ($r: ID!, $c: ID!) { createDiscussion(input: { repositoryId: $r, categoryId: $c, title: "Why?", body: "Tell me." }) { discussion { id number category { name } author { login } } } }',
      { r: repository.id, c: category.id },
    )
    const { id, number } = made.createDiscussion.discussion
    const comment =
      'mutation ($d: ID!, $r: ID, $b: String!) { addDiscussionComment(input: { discussionId: $d, replyToId: $r, body: $b }) { comment { id } } }'
    const first = (await all.ask(comment, { d: id, b: 'Because.' })).addDiscussionComment.comment
    await all.ask(comment, { d: id, r: first.id, b: 'Thanks.' })
    await all.ask(
      'mutation ($id: ID!) { markDiscussionCommentAsAnswer(input: { id: $id }) { discussion { id } } }',
      { id: first.id },
    )
    await all.ask(
      'mutation ($d: ID!) { updateDiscussion(input: { discussionId: $d, title: "Why not?" }) { discussion { id } } }',
      { d: id },
    )
    const read = await all.ask(
      `query ($n: Int!) { ${HELLO} { discussion(number: $n) { title isAnswered answer { body } comments(first: 5) { nodes { body replies(first: 5) { nodes { body } } } } } discussions(first: 1) { totalCount } } }`,
      { n: number },
    )
    assert.deepEqual(read.repository.discussion, {
      title: 'Why not?',
      isAnswered: true,
      answer: { body: 'Because.' },
      comments: { nodes: [{ body: 'Because.', replies: { nodes: [{ body: 'Thanks.' }] } }] },
    })
    assert.equal(read.repository.discussions.totalCount, 2)
    await all.ask('mutation ($d: ID!) { deleteDiscussion(input: { id: $d }) { discussion { title } } }', {
      d: id,
    })
    assert.equal(
      (
        await refused(
          all.ask(`query ($n: Int!) { ${HELLO} { discussion(number: $n) { id } } }`, { n: number }),
        )
      ).type,
      'NOT_FOUND',
    )
  })

  it('searches issues', async () => {
    await using all = await start()
    const { search } = await all.ask(
      '{ search(query: "repo:octocat/Hello-World is:issue bug", type: ISSUE, first: 2) { issueCount nodes { __typename ... on Issue { title } } } }',
    )
    assert.deepEqual(search, {
      issueCount: 3,
      nodes: [
        { __typename: 'Issue', title: 'Found a bug' },
        { __typename: 'Issue', title: 'Found a bug' },
      ],
    })
  })

  const errors: readonly (readonly [string, string, string | undefined, RegExp])[] = [
    ['a node that is not there', '{ node(id: "zz") { id } }', 'NOT_FOUND', /global id of 'zz'/],
    [
      'an issue that is not there',
      `{ ${HELLO} { issue(number: 99999) { id } } }`,
      'NOT_FOUND',
      /an Issue with the number of 99999/,
    ],
    [
      'a list without a size',
      `{ ${HELLO} { issues { totalCount } } }`,
      'MISSING_PAGINATION_BOUNDARIES',
      /`first` or `last`.*`issues`/,
    ],
    [
      'a page that is too large',
      `{ ${HELLO} { issues(first: 101) { totalCount } } }`,
      'EXCESSIVE_PAGINATION',
      /limit of 100/,
    ],
    [
      'a bad cursor',
      `{ ${HELLO} { issues(first: 1, after: "x") { totalCount } } }`,
      'INVALID_CURSOR_ARGUMENTS',
      /`x` does not appear/,
    ],
    ['a field that is not there', '{ viewer { nope } }', undefined, /nope/],
    [
      'a mutation that is not emulated',
      'mutation { deleteRef(input: { refId: "x" }) { clientMutationId } }',
      undefined,
      /not emulated/,
    ],
  ]
  for (const [name, query, type, message] of errors) {
    it(`tells ${name} in the errors of a 200`, async () => {
      await using all = await start()
      const told = await refused(all.ask(query))
      assert.equal(told.type, type)
      assert.match(told.message, message)
      assert.equal(all.github.ledger.requests()[0]?.status, 200)
    })
  }

  it('turns away a bad token, and counts GraphQL apart', async () => {
    await using all = await start()
    const stranger = new Octokit({
      auth: 'ghp_wrong',
      baseUrl: all.github.url,
      throttle: { enabled: false },
      retry: { enabled: false },
    })
    await assert.rejects(stranger.graphql('{ viewer { login } }'), { status: 401 })
    const response = await fetch(`${all.github.url}/graphql`, {
      method: 'POST',
      headers: {
        authorization: 'bearer ghp_practise',
        'content-type': 'application/json',
        'user-agent': 'test',
      },
      body: JSON.stringify({ query: '{ viewer { login } }' }),
    })
    assert.equal(response.headers.get('x-ratelimit-resource'), 'graphql')
  })
})
