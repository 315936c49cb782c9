import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ask, askAll, HELLO, onStage, refusal } from './testing/on-stage.ts'

const board = { username: 'octocat', number: 1 }

test('discussions are begun, commented on, found, listed in pages', async () => {
  await using stage = await onStage()
  const { node_id: repositoryId } = await ask(stage, 'repositories.get', HELLO)
  const [old] = await askAll(stage, 'discussions.list', HELLO)
  const categoryId = Object(old?.category).id
  const begun = { repositoryId, categoryId, title: 'Which harbor light?', body: 'The red one?' }
  const made = await ask(stage, 'discussions.create', begun)
  const found = await ask(stage, 'discussions.get', { ...HELLO, number: made.number })
  assert.equal(found.title, 'Which harbor light?')
  const said = await ask(stage, 'discussions.comment', { discussionId: made.id, body: 'The green one.' })
  assert.equal(said.body, 'The green one.')

  const first = await stage.call({ entity: 'discussions', action: 'list', params: HELLO, limit: 1 })
  assert.equal(first.page?.complete, false)
  const second = await stage.call({
    entity: 'discussions',
    action: 'list',
    params: { ...HELLO, after: first.page?.nextCursor, per_page: 1 },
  })
  assert.equal(second.page?.complete, true)

  const hits = await askAll(stage, 'discussions.api_search', { query: 'light' })
  assert.deepEqual(
    hits.map(({ number }) => number),
    [made.number],
  )
})

test('a board takes issues and drafts, and their fields are set', async () => {
  await using stage = await onStage()
  const { id: projectId } = await ask(stage, 'projects.get_for_user', board)
  const { node_id: contentId } = await ask(stage, 'issues.create', { ...HELLO, title: 'Leak' })
  const added = await ask(stage, 'project_items.add', { projectId, contentId })
  assert.equal(Object(added.content).title, 'Leak')
  assert.equal((await ask(stage, 'project_items.add', { projectId, contentId })).id, added.id)
  const draft = await ask(stage, 'project_items.add_draft', { projectId, title: 'Think' })
  assert.equal(draft.type, 'DRAFT_ISSUE')

  await ask(stage, 'project_items.remove', { projectId, itemId: draft.id })
  const items = await askAll(stage, 'project_items.list_for_user', board)
  assert.ok(items.some(({ id }) => id === added.id))
  assert.ok(!items.some(({ id }) => id === draft.id))
})

test('a project is made for an organization and found by its number', async () => {
  await using stage = await onStage()
  const { node_id: ownerId } = await ask(stage, 'organizations.get', { org: 'github' })
  const { number } = await ask(stage, 'projects.create', { ownerId, title: 'Roof' })
  const named = { org: 'github', project_number: number }
  assert.equal((await ask(stage, 'projects.get', named)).title, 'Roof')
  assert.deepEqual(await askAll(stage, 'project_items.list', named), [])
})

test('what GraphQL does not find is not found, though its status is 200', async () => {
  await using stage = await onStage()
  for (const [operation, params] of [
    ['projects.get', { org: 'github', number: 999 }],
    ['discussions.get', { ...HELLO, number: 999 }],
  ] as const) {
    assert.equal(await refusal(stage, operation, params), 'upstream_not_found', operation)
  }
})
