import assert from 'node:assert/strict'
import { test } from 'node:test'
import { github } from './definition.ts'
import { ask, askAll, HELLO, onStage, refusal, TIP } from './testing/on-stage.ts'

const at = { owner: 'acme', repo: 'site' }

test('issues are listed by several labels, which GitHub takes as one text', async () => {
  await using stage = await onStage()
  for (const labels of [['bug', 'door'], ['bug'], ['door']]) {
    await ask(stage, 'issues.create', { ...at, title: labels.join(' and '), labels })
  }
  const found = await askAll(stage, 'issues.list', { ...at, labels: ['bug', 'door'] })
  assert.deepEqual(
    found.map(({ title }) => title),
    ['bug and door'],
  )
  assert.equal(stage.sent.at(-1)?.url.searchParams.get('labels'), 'bug,door')
})

test('an issue is closed, opened again, given to someone and locked', async () => {
  await using stage = await onStage()
  const { number } = await ask(stage, 'issues.create', { ...at, title: 'Leak' })
  const issue = { ...at, number }
  const closed = await ask(stage, 'issues.close', { ...issue, state_reason: 'not_planned' })
  assert.deepEqual([closed.state, closed.state_reason], ['closed', 'not_planned'])
  assert.equal((await ask(stage, 'issues.reopen', issue)).state, 'open')

  const assigned = await ask(stage, 'issues.add_assignees', { ...issue, assignees: ['octocat'] })
  assert.equal(Object(assigned.assignees).length, 1)
  const left = await ask(stage, 'issues.remove_assignees', { ...issue, assignees: ['octocat'] })
  assert.deepEqual(left.assignees, [])

  await ask(stage, 'issues.lock', { ...issue, lock_reason: 'resolved' })
  assert.equal((await ask(stage, 'issues.get', issue)).locked, true)
  await ask(stage, 'issues.unlock', issue)
  assert.equal((await ask(stage, 'issues.get', issue)).locked, false)
})

test('labels are put on an issue and taken off; GitHub answers with all of them', async () => {
  await using stage = await onStage()
  const { number } = await ask(stage, 'issues.create', { ...at, title: 'Leak', labels: ['bug'] })
  const issue = { ...at, number }
  const names = async (operation: string, params: object) =>
    (await askAll(stage, operation, { ...issue, ...params })).map(({ name }) => name)
  assert.deepEqual(await names('labels.add_to_issue', { labels: ['door'] }), ['bug', 'door'])
  assert.deepEqual(await names('labels.remove_from_issue', { name: 'bug' }), ['door'])
})

test('a comment is written, changed, reacted to and deleted', async () => {
  await using stage = await onStage()
  const { number } = await ask(stage, 'issues.create', { ...at, title: 'Leak' })
  const { id } = await ask(stage, 'comments.create', { ...at, number, body: 'Where?' })
  const comment = { ...at, comment_id: id }
  assert.equal(
    (await ask(stage, 'comments.update', { ...comment, body: 'In the roof.' })).body,
    'In the roof.',
  )
  for (const _ of ['once', 'twice']) {
    await ask(stage, 'reactions.create', { ...at, number, content: 'heart' })
    await ask(stage, 'reactions.create_for_comment', { ...comment, content: 'heart' })
  }
  assert.equal((await askAll(stage, 'reactions.list', { ...at, number })).length, 1)
  assert.equal((await askAll(stage, 'reactions.list_for_comment', comment)).length, 1)
  await ask(stage, 'comments.delete', comment)
  assert.equal(await refusal(stage, 'comments.get', comment), 'upstream_not_found')
})

test('what is there already is a conflict, whichever words GitHub has for it', async () => {
  await using stage = await onStage()
  await ask(stage, 'labels.create', { ...at, name: 'door' })
  assert.equal(await refusal(stage, 'labels.create', { ...at, name: 'door' }), 'upstream_conflict')
  const branch = { ...HELLO, ref: 'refs/heads/main', sha: 'a'.repeat(40) }
  assert.equal(await refusal(stage, 'branches.create', branch), 'upstream_conflict')
})

test('a branch is moved, renamed and deleted, and one that is not there is not found', async () => {
  await using stage = await onStage()
  await ask(stage, 'branches.create', { ...HELLO, ref: 'refs/heads/fix', sha: TIP })
  const moved = await ask(stage, 'branches.move', { ...HELLO, ref: 'heads/fix', sha: 'a'.repeat(40) })
  assert.equal(moved.ref, 'refs/heads/fix')
  await ask(stage, 'branches.rename', { ...HELLO, branch: 'fix', new_name: 'mend' })
  const names = (await askAll(stage, 'branches.list', HELLO)).map(({ name }) => name)
  assert.deepEqual([names.includes('fix'), names.includes('mend')], [false, true])
  const gone = { ...HELLO, ref: 'heads/gone', sha: TIP }
  assert.equal(await refusal(stage, 'branches.move', gone), 'upstream_not_found')
})

test('a repository is starred, and its topics are replaced', async () => {
  await using stage = await onStage()
  const stars = async () => (await ask(stage, 'repositories.get', HELLO)).stargazers_count
  const before = Number(await stars())
  await ask(stage, 'repositories.unstar', HELLO)
  assert.equal(await stars(), before - 1)
  await ask(stage, 'repositories.star', HELLO)
  assert.equal(await stars(), before)
  const { names } = await ask(stage, 'repositories.replace_topics', { ...HELLO, names: ['harbor'] })
  assert.deepEqual(names, ['harbor'])
})

test('operations that existing clients have other names for are found by those', async () => {
  await using stage = await onStage()
  for (const [theirs, ours] of Object.entries(github.aliases)) {
    if (theirs === 'file_content.get' || theirs === 'directory_content.list') continue
    const params = { org: 'github' }
    const given =
      theirs === 'org_repositories.list' ? params : theirs.startsWith('pull') ? { query: 'x' } : {}
    await ask(stage, theirs, given)
    const [entity = '', action = ''] = ours.split('.')
    assert.ok(entity in github.entities, `${entity}.${action}`)
  }
})

test('states of pull requests that the REST API can tell apart are understood, others are refused', async () => {
  await using stage = await onStage()
  const meant = new Map([
    [['OPEN'], 'open'],
    [['CLOSED', 'MERGED'], 'closed'],
    [['OPEN', 'CLOSED', 'MERGED'], 'all'],
  ])
  for (const [states, state] of meant) {
    await askAll(stage, 'pull_requests.list', { ...HELLO, states })
    assert.equal(stage.sent.at(-1)?.url.searchParams.get('state'), state)
  }
  assert.equal(await refusal(stage, 'pull_requests.list', { ...HELLO, states: ['MERGED'] }), 'invalid_params')
})
