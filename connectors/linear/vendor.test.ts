import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  AuthenticationLinearError,
  InvalidInputLinearError,
  LinearClient,
  LinearError,
  RatelimitedLinearError,
} from '@linear/sdk'
import { KEY, NOW, start, team } from './testing/practise.ts'

describe('the Linear SDK against the emulated Linear', () => {
  it('reads who it is, teams, their states, labels, projects and members', async () => {
    await using all = await start()
    const { client, linear } = all
    const viewer = await client.viewer
    assert.equal(viewer.displayName, 'ada')
    assert.deepEqual((await client.teams()).nodes.map(({ key }) => key).sort(), ['ENG', 'OPS'])
    const eng = await team(client)
    const states = (await eng.states()).nodes.toSorted((left, right) => left.position - right.position)
    assert.deepEqual(
      states.map(({ name, type }) => [name, type]),
      [
        ['Backlog', 'backlog'],
        ['Todo', 'unstarted'],
        ['In Progress', 'started'],
        ['Done', 'completed'],
        ['Canceled', 'canceled'],
        ['Duplicate', 'canceled'],
      ],
    )
    assert.deepEqual((await eng.members()).nodes.map(({ displayName }) => displayName).sort(), ['ada', 'ben'])
    assert.deepEqual((await client.issueLabels()).nodes.map(({ name }) => name).sort(), [
      'Bug',
      'Feature',
      'Improvement',
    ])
    const [project] = (await client.projects({ filter: { name: { startsWith: 'Harbor' } } })).nodes
    assert.equal((await project?.status)?.type, 'started')
    assert.equal((await project?.lead)?.displayName, 'ada')
    assert.deepEqual((await project?.issues())?.nodes.map(({ identifier }) => identifier).sort(), [
      'ENG-1',
      'ENG-4',
    ])
    assert.equal((await client.organization).urlKey, 'acme')
    assert.equal((await (await viewer.assignedIssues()).nodes[0]?.assignee)?.id, viewer.id)
    assert.deepEqual(
      linear.ledger.requests().filter(({ verdict }) => verdict !== 'valid'),
      [],
    )
  })

  it('pages through issues with fetchNext until there are none', async () => {
    const issues = Array.from({ length: 120 }, (_, index) => ({
      id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
      identifier: `ENG-${index + 1}`,
      title: `Issue ${index + 1}`,
      createdAt: new Date(NOW - index * 1000).toISOString(),
    }))
    await using all = await start({ collections: { issues } })
    const page = await all.client.issues()
    assert.equal(page.nodes.length, 50)
    while (page.pageInfo.hasNextPage) await page.fetchNext()
    assert.deepEqual(
      page.nodes.map(({ identifier }) => identifier),
      issues.map(({ identifier }) => identifier),
    )
    const back = await all.client.issues({ last: 10 })
    assert.deepEqual(
      back.nodes.map(({ title }) => title),
      issues.slice(-10).map(({ title }) => title),
    )
    assert.equal(back.pageInfo.hasPreviousPage, true)
  })

  const filters: readonly (readonly [string, object, readonly string[]])[] = [
    [
      'a team and a priority',
      { team: { key: { eq: 'ENG' } }, priority: { lte: 2, neq: 0 } },
      ['ENG-1', 'ENG-2'],
    ],
    ['some label', { labels: { some: { name: { eqIgnoreCase: 'BUG' } } } }, ['ENG-2']],
    ['a label by the short form', { labels: { name: { in: ['Bug', 'Feature'] } } }, ['ENG-1', 'ENG-2']],
    ['no assignee', { assignee: { null: true } }, ['OPS-3']],
    ['an assignee that is me', { assignee: { isMe: { eq: true } } }, ['ENG-1', 'ENG-4']],
    ['either of two', { or: [{ title: { contains: 'keys' } }, { estimate: { gt: 2 } }] }, ['ENG-1', 'OPS-3']],
    ['a kind of state', { state: { type: { nin: ['completed', 'backlog'] } } }, ['ENG-1', 'ENG-2']],
    ['how many comments', { comments: { length: { gte: 1 } } }, ['ENG-1', 'ENG-2']],
    [
      'every comment',
      { comments: { every: { user: { displayName: { eq: 'ada' } } } } },
      ['ENG-2', 'ENG-4', 'OPS-3'],
    ],
    ['a date as a duration', { startedAt: { gt: '-P2W' } }, ['ENG-1', 'ENG-4']],
    ['text without regard to case', { description: { containsIgnoreCase: 'FLICKERS' } }, ['ENG-2']],
    ['a number', { number: { eq: 3 } }, ['OPS-3']],
  ]
  for (const [name, filter, expected] of filters) {
    it(`filters issues by ${name}`, async () => {
      await using all = await start()
      const found = await all.client.issues({ filter })
      assert.deepEqual(found.nodes.map(({ identifier }) => identifier).sort(), expected)
    })
  }

  it('creates an issue that has a number, an address, a branch and a state, and finds it again', async () => {
    await using all = await start()
    const { client } = all
    const eng = await team(client)
    const label = (await client.issueLabels({ filter: { name: { eq: 'Bug' } } })).nodes[0]
    const made = await client.createIssue({
      teamId: eng.id,
      title: 'Fix the door!',
      priority: 1,
      labelIds: [label?.id ?? ''],
    })
    assert.equal(made.success, true)
    const issue = await made.issue
    assert.equal(issue?.identifier, 'ENG-5')
    assert.equal(issue?.url, 'https://linear.app/acme/issue/ENG-5/fix-the-door')
    assert.equal(issue?.branchName, 'ada/eng-5-fix-the-door')
    assert.equal(issue?.priorityLabel, 'Urgent')
    assert.equal((await issue?.state)?.type, 'backlog')
    assert.equal((await issue?.creator)?.displayName, 'ada')
    assert.deepEqual(
      (await issue?.labels())?.nodes.map(({ name }) => name),
      ['Bug'],
    )
    assert.equal(issue?.createdAt.getTime(), NOW)
    assert.equal((await client.issue('ENG-5')).id, issue?.id)
    assert.equal((await client.issues()).nodes[0]?.identifier, 'ENG-5')
    assert.equal((await client.searchIssues('door')).nodes[0]?.identifier, 'ENG-5')
  })

  it('moves an issue through its states, and the times follow', async () => {
    let now = NOW
    await using all = await start({ now: () => now })
    const { client } = all
    const issue = await client.issue('ENG-2')
    const states = (await (await team(client)).states()).nodes
    const to = async (type: string) => {
      now += 60_000
      const stateId = states.find((state) => state.type === type)?.id ?? ''
      await client.updateIssue(issue.id, { stateId })
      const { startedAt, completedAt, canceledAt, updatedAt } = await client.issue(issue.id)
      return [startedAt, completedAt, canceledAt, updatedAt].map((time) =>
        time ? (time.getTime() - NOW) / 60_000 : null,
      )
    }
    assert.deepEqual(await to('started'), [1, null, null, 1])
    assert.deepEqual(await to('completed'), [1, 2, null, 2])
    assert.deepEqual(await to('canceled'), [1, null, 3, 3])
    assert.deepEqual(await to('backlog'), [null, null, null, 4])
  })

  it('adds and takes away labels, assignees and subscribers', async () => {
    await using all = await start()
    const { client } = all
    const issue = await client.issue('ENG-2')
    const [bug, feature] = ['Bug', 'Feature'].map(
      async (name) => (await client.issueLabels({ filter: { name: { eq: name } } })).nodes[0]?.id ?? '',
    )
    const names = async () =>
      (await (await client.issue('ENG-2')).labels()).nodes.map(({ name }) => name).sort()
    await client.issueAddLabel(issue.id, (await feature) ?? '')
    assert.deepEqual(await names(), ['Bug', 'Feature'])
    await client.issueRemoveLabel(issue.id, (await bug) ?? '')
    assert.deepEqual(await names(), ['Feature'])
    await client.updateIssue(issue.id, {
      addedLabelIds: [(await bug) ?? ''],
      removedLabelIds: [(await feature) ?? ''],
    })
    assert.deepEqual(await names(), ['Bug'])
    await client.updateIssue(issue.id, { assigneeId: null })
    assert.equal(await (await client.issue(issue.id)).assignee, undefined)
  })

  it('archives, restores and deletes an issue', async () => {
    await using all = await start()
    const { client } = all
    const listed = async (includeArchived = false) =>
      (await client.issues({ includeArchived })).nodes.map(({ identifier }) => identifier).includes('ENG-2')
    const { id } = await client.issue('ENG-2')
    assert.equal((await client.archiveIssue(id)).success, true)
    assert.deepEqual([await listed(), await listed(true)], [false, true])
    assert.ok((await client.issue(id)).archivedAt)
    await client.unarchiveIssue(id)
    assert.equal(await listed(), true)
    await client.deleteIssue(id)
    assert.equal((await client.issue(id)).trashed, true)
    assert.equal(await listed(), false)
    await client.deleteIssue(id, { permanentlyDelete: true })
    await assert.rejects(client.issue(id), InvalidInputLinearError)
    assert.equal(await listed(true), false)
  })

  it('writes, edits, resolves and deletes comments', async () => {
    await using all = await start()
    const { client } = all
    const issue = await client.issue('ENG-4')
    const made = await (await client.createComment({ issueId: issue.id, body: 'Done?' })).comment
    assert.ok(made)
    assert.match(made.url, /^https:\/\/linear\.app\/acme\/issue\/ENG-4\/.*#comment-/)
    assert.equal((await made.user)?.displayName, 'ada')
    const reply = await (await client.createComment({ issueId: 'ENG-4', parentId: made.id, body: 'Yes.' }))
      .comment
    const replies = await client.comments({ filter: { parent: { id: { eq: made.id } } } })
    assert.deepEqual(
      replies.nodes.map(({ id }) => id),
      [reply?.id],
    )
    await client.updateComment(made.id, { body: 'Done.' })
    await client.commentResolve(made.id)
    const comment = (await issue.comments()).nodes.find(({ id }) => id === made.id)
    assert.equal(comment?.body, 'Done.')
    assert.ok(comment?.editedAt && comment.resolvedAt)
    assert.equal((await client.deleteComment(made.id)).entityId, made.id)
    assert.deepEqual(
      (await issue.comments()).nodes.map(({ body }) => body),
      ['Yes.'],
    )
  })

  it('makes projects, milestones, labels, states, teams, documents and webhooks', async () => {
    await using all = await start()
    const { client, linear } = all
    const eng = await team(client)
    const project = await (await client.createProject({ name: 'Night watch', teamIds: [eng.id] })).project
    assert.match(project?.url ?? '', /^https:\/\/linear\.app\/acme\/project\/night-watch-[\da-f]{12}$/)
    assert.equal(project?.state, 'backlog')
    const milestone = await (
      await client.createProjectMilestone({ projectId: project?.id ?? '', name: 'First' })
    ).projectMilestone
    assert.equal((await milestone?.project)?.id, project?.id)
    const update = await (await client.createProjectUpdate({ projectId: project?.id ?? '', body: 'Fine.' }))
      .projectUpdate
    assert.equal(update?.health, 'onTrack')
    await client.createIssueLabel({ name: 'Door', teamId: eng.id })
    await assert.rejects(client.createIssueLabel({ name: 'Door', teamId: eng.id }), InvalidInputLinearError)
    await client.createWorkflowState({ teamId: eng.id, name: 'Review', type: 'started', color: '#fff' })
    assert.equal((await eng.states()).nodes.length, 7)
    const made = await (await client.createTeam({ name: 'Design', key: 'DES' })).team
    assert.equal((await made?.states())?.nodes.length, 6)
    const issue = await (await client.createIssue({ teamId: made?.id ?? '', title: 'Draw' })).issue
    assert.match(issue?.identifier ?? '', /^DES-\d+$/)
    await client.createDocument({ title: 'Notes', projectId: project?.id ?? '' })
    assert.equal((await project?.documents())?.nodes.length, 1)
    const hook = await (
      await client.createWebhook({
        url: 'https://example.com/hook',
        teamId: eng.id,
        resourceTypes: ['Issue'],
      })
    ).webhook
    assert.deepEqual(
      (await client.webhooks()).nodes.map(({ id }) => id),
      [hook?.id],
    )
    await client.deleteWebhook(hook?.id ?? '')
    await client.deleteProject(project?.id ?? '')
    assert.equal(
      (await client.projects()).nodes.some(({ name }) => name === 'Night watch'),
      false,
    )
    assert.equal(linear.ledger.requests().filter(({ verdict }) => verdict !== 'valid').length, 0)
  })

  it('creates and changes issues in batches', async () => {
    await using all = await start()
    const eng = await team(all.client)
    const made = await all.client.createIssueBatch({
      issues: [
        { teamId: eng.id, title: 'One' },
        { teamId: eng.id, title: 'Two' },
      ],
    })
    assert.deepEqual(
      made.issues.map(({ identifier }) => identifier),
      ['ENG-5', 'ENG-6'],
    )
    const changed = await all.client.updateIssueBatch(
      made.issues.map(({ id }) => id),
      { priority: 4 },
    )
    assert.deepEqual(
      changed.issues.map(({ priorityLabel }) => priorityLabel),
      ['Low', 'Low'],
    )
  })

  const errors: readonly (readonly [string, (client: LinearClient) => Promise<unknown>, RegExp])[] = [
    ['an issue that is not there', (client) => client.issue('ENG-99'), /Could not find referenced Issue/],
    [
      'a team that is not there',
      (client) => client.createIssue({ teamId: '00000000-0000-4000-8000-000000000000', title: 'x' }),
      /Could not find referenced Team/,
    ],
    [
      'an empty title',
      async (client) => client.createIssue({ teamId: (await team(client)).id, title: '' }),
      /title must be longer/,
    ],
    [
      'a page that is too large',
      (client) => client.webhooks({ first: 251 }),
      /first must be between 1 and 250/,
    ],
    [
      'a cursor that is none',
      (client) => client.issues({ after: 'nonsense' }),
      /not a valid pagination cursor/,
    ],
  ]
  for (const [name, ask, message] of errors) {
    it(`tells ${name} as invalid input`, async () => {
      await using all = await start()
      await assert.rejects(ask(all.client), (error) => {
        assert.ok(error instanceof InvalidInputLinearError)
        assert.match(error.message, message)
        assert.equal(error.errors?.[0]?.userError, true)
        return true
      })
    })
  }

  it('turns away a key that it does not know, and takes an OAuth token as a bearer', async () => {
    await using all = await start({ credentials: [KEY, 'oauth-token'] })
    const apiUrl = `${all.linear.url}/graphql`
    await assert.rejects(
      new LinearClient({ apiKey: 'lin_api_wrong', apiUrl }).viewer,
      AuthenticationLinearError,
    )
    assert.equal((await new LinearClient({ accessToken: 'oauth-token', apiUrl }).viewer).displayName, 'ada')
    const [refused] = all.linear.ledger.requests()
    assert.deepEqual([refused?.verdict, refused?.status], ['refused', 401])
  })

  it('is rate limited with what the SDK reads from the headers', async () => {
    await using all = await start({ faults: [{ kind: 'rate-limited', resetAfter: 90 }] })
    await assert.rejects(all.client.viewer, (error) => {
      assert.ok(error instanceof RatelimitedLinearError)
      assert.equal(error.status, 400)
      assert.equal(error.retryAfter, 90)
      assert.equal(error.requestsRemaining, 0)
      assert.equal(error.requestsResetAt, NOW + 90_000)
      return true
    })
  })

  it('says in the body of a 200 that it did not work', async () => {
    await using all = await start({
      faults: [{ kind: 'in-band-error', operation: 'query viewer', times: 1 }],
    })
    await assert.rejects(all.client.viewer, (error) => error instanceof LinearError && error.status === 200)
    assert.equal((await all.client.viewer).displayName, 'ada')
  })
})
