import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Definition } from '@sallyport/definition'
import { emulate } from '@sallyport/emulator'
import { buildSchema, NoDeprecatedCustomRule, parse, validate } from 'graphql'
import { openStage, type Stage } from '../testing/stage.ts'
import { linear } from './definition.ts'
import { linearVendor } from './vendor.ts'

const open = () => openStage({ definition: linear, play: (options) => emulate(linearVendor, options) })

interface Issue {
  readonly id: string
  readonly identifier: string
  readonly title: string
  readonly description: string | null
  readonly team: { readonly id: string }
  readonly assignee: { readonly id: string; readonly name: string } | null
  readonly labels: { readonly nodes: readonly { readonly name: string }[] }
  readonly priority: number
  readonly archivedAt: string | null
  readonly trashed: boolean | null
}

async function issuesOf(stage: Stage, params: Record<string, unknown> = {}): Promise<Issue[]> {
  return (await stage.call({ entity: 'issues', action: 'list', params })).data as Issue[]
}

async function issueOf(stage: Stage, action: string, params: Record<string, unknown>): Promise<Issue> {
  return (await stage.call({ entity: 'issues', action, params })).data as Issue
}

const identifiers = (issues: readonly Issue[]) => issues.map(({ identifier }) => identifier).sort()

/** Variables of the request that was sent last. */
function variablesOf(stage: Stage): Record<string, unknown> {
  return JSON.parse(String(stage.sent.at(-1)?.body)).variables
}

const operations = Object.entries((linear as Definition).entities).flatMap(([entity, { actions }]) =>
  Object.entries(actions).map(([action, operation]) => ({
    name: `${entity}.${action}`,
    entity,
    action,
    operation,
  })),
)

test('no document asks for what is deprecated', () => {
  const schema = buildSchema(readFileSync(linearVendor.schema, 'utf8'))
  for (const { name, operation } of operations) {
    const problems = validate(schema, parse(operation.graphql?.document ?? ''), [NoDeprecatedCustomRule])
    assert.deepEqual(
      problems.map(({ message }) => message),
      [],
      name,
    )
  }
})

test('the largest page of every list costs less than Linear allows', async () => {
  await using stage = await open()
  const [issue] = await issuesOf(stage)
  const known: Readonly<Record<string, unknown>> = {
    issueId: issue?.id,
    teamId: issue?.team.id,
    projectId: ((await stage.call({ entity: 'projects', action: 'list' })).data as Issue[])[0]?.id,
    term: 'harbor',
    url: 'https://example.com/photo.png',
  }
  const lists = operations.filter(({ operation }) => operation.page)
  assert.ok(lists.length > 20)
  for (const { name, entity, action, operation } of lists) {
    const params = Object.fromEntries((operation.params.required ?? []).map((param) => [param, known[param]]))
    const { data } = await stage.call({ entity, action, params, limit: 250 })
    assert.ok(Array.isArray(data), name)
  }
  assert.equal(stage.ledger.count({ verdict: 'refused' }), 0)
})

test('issues are walked over a connection, and one is created from flat parameters', async () => {
  await using stage = await open()
  const issues: Issue[] = []
  let cursor: string | undefined
  do {
    const { data, page } = await stage.call({
      entity: 'issues',
      action: 'list',
      limit: 2,
      ...(cursor !== undefined && { cursor }),
    })
    issues.push(...(data as Issue[]))
    cursor = page?.nextCursor ?? undefined
  } while (cursor !== undefined)
  assert.ok(issues.length > 2)
  assert.equal(new Set(issues.map(({ id }) => id)).size, issues.length)

  const params = { teamId: issues[0]?.team.id ?? '', title: 'Door stuck', priority: 2, description: null }
  const created = await issueOf(stage, 'create', params)
  assert.deepEqual([created.title, created.priority], ['Door stuck', 2])
  const found = await issuesOf(stage, { filter: { title: { eq: 'Door stuck' } } })
  assert.deepEqual(
    found.map(({ id }) => id),
    [created.id],
  )
  assert.equal(stage.ledger.count({ verdict: 'refused' }), 0)
})

const FILTERS: readonly (readonly [string, Record<string, unknown>, readonly string[]])[] = [
  ['a team', { teamKey: 'OPS' }, ['OPS-3']],
  ['a kind of state', { stateType: 'started' }, ['ENG-1']],
  ['a state by its name', { state: 'todo' }, ['ENG-2']],
  ['a label by its name', { label: 'bug' }, ['ENG-2']],
  ['a priority', { priority: 1 }, ['ENG-1']],
  ['me', { assignedToMe: true }, ['ENG-1', 'ENG-4']],
  ['several at once', { assignedToMe: true, stateType: 'completed' }, ['ENG-4']],
  ["Linear's own filter", { filter: { estimate: { gt: 2 } } }, ['ENG-1']],
  ['both', { teamKey: 'ENG', filter: { or: [{ priority: { eq: 2 } }, { priority: { eq: 0 } }] } }, ['ENG-2']],
  ['a time that is to come', { updatedAfter: '2100-01-01T00:00:00Z' }, []],
]
for (const [name, params, expected] of FILTERS) {
  test(`issues are filtered by ${name}`, async () => {
    await using stage = await open()
    assert.deepEqual(identifiers(await issuesOf(stage, params)), expected)
  })
}

test("named conditions and the caller's own filter become one filter, and what is not given is not sent", async () => {
  await using stage = await open()
  const own = { team: { key: { eq: 'ENG' } } }
  await issuesOf(stage, { teamId: 'x', updatedAfter: '-P2W', filter: own, orderBy: 'updatedAt' })
  assert.deepEqual(variablesOf(stage), {
    filter: { team: { id: { eq: 'x' } }, updatedAt: { gte: '-P2W' }, and: [own] },
    orderBy: 'updatedAt',
  })
})

test('an update sets what is named, clears what is null, and leaves the rest', async () => {
  await using stage = await open()
  const before = await issueOf(stage, 'get', { id: 'ENG-2' })
  assert.ok(before.assignee && before.description)
  const after = await issueOf(stage, 'update', { id: before.id, assigneeId: null, priority: 4 })
  assert.deepEqual(variablesOf(stage), { id: before.id, input: { assigneeId: null, priority: 4 } })
  assert.deepEqual([after.assignee, after.priority, after.description], [null, 4, before.description])

  const [me] = (await stage.call({ entity: 'users', action: 'list' })).data as { readonly id: string }[]
  const assigned = await issueOf(stage, 'assign', { id: before.id, assigneeId: me?.id })
  assert.equal(assigned.assignee?.id, me?.id)
})

test('an issue is labelled, archived, brought back and put into the trash', async () => {
  await using stage = await open()
  const labels = (await stage.call({ entity: 'labels', action: 'list', params: { name: 'feature' } })).data
  const [label] = labels as { readonly id: string }[]
  const { id } = await issueOf(stage, 'get', { id: 'ENG-2' })
  const names = ({ labels: { nodes } }: Issue) => nodes.map(({ name }) => name).sort()
  assert.deepEqual(names(await issueOf(stage, 'add_label', { id, labelId: label?.id })), ['Bug', 'Feature'])
  assert.deepEqual(names(await issueOf(stage, 'remove_label', { id, labelId: label?.id })), ['Bug'])
  assert.ok((await issueOf(stage, 'archive', { id })).archivedAt)
  assert.equal(identifiers(await issuesOf(stage)).includes('ENG-2'), false)
  assert.equal((await issueOf(stage, 'unarchive', { id })).archivedAt, null)
  assert.equal((await issueOf(stage, 'delete', { id })).trashed, true)
})

test('comments are read below an issue by its identifier, and a thread is resolved', async () => {
  await using stage = await open()
  const call = async (action: string, params: Record<string, unknown>) =>
    (await stage.call({ entity: 'comments', action, params })).data
  const first = (await call('create', { issueId: 'ENG-2', body: 'Done?' })) as { readonly id: string }
  const reply = (await call('create', { issueId: 'ENG-2', parentId: first.id, body: 'Yes.' })) as {
    readonly id: string
  }
  const bodies = ((await call('list', { issueId: 'ENG-2' })) as { readonly body: string }[]).map(
    ({ body }) => body,
  )
  assert.deepEqual(bodies.sort(), ['Done?', 'Seen it too.', 'Yes.'])
  const resolved = await call('resolve', { id: first.id, resolvingCommentId: reply.id })
  assert.ok((resolved as { readonly resolvedAt: string | null }).resolvedAt)
  assert.deepEqual(await call('delete', { id: reply.id }), { id: reply.id, success: true })
  assert.equal(((await call('list', { issueId: 'ENG-2' })) as unknown[]).length, 2)
})

test('an id of the caller makes one record, however often it is asked for', async () => {
  await using stage = await open()
  const [{ team } = { team: { id: '' } }] = await issuesOf(stage)
  const params = { id: 'a1b2c3d4-0000-4000-8000-000000000001', teamId: team.id, title: 'Once' }
  assert.equal((await issueOf(stage, 'create', params)).id, params.id)
  await assert.rejects(issueOf(stage, 'create', params), { code: 'upstream_conflict' })
  assert.equal((await issuesOf(stage, { filter: { title: { eq: 'Once' } } })).length, 1)
})

test('a key stands by itself, and a token behind "Bearer"', async () => {
  await using stage = await open()
  const me = (credential: Record<string, string>) =>
    stage.call({ entity: 'users', action: 'me' }, { credential })
  for (const credential of [{ api_key: 'practice-token' }, { access_token: 'practice-token' }]) {
    const { data } = await me(credential)
    assert.equal((data as { readonly isMe: boolean }).isMe, true)
  }
  assert.deepEqual(
    stage.sent.map(({ headers }) => headers.authorization),
    ['practice-token', 'Bearer practice-token'],
  )
  await assert.rejects(me({ api_key: 'wrong' }), { code: 'credential_invalid' })
})
