import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Stage } from '../testing/stage.ts'
import { ask, askAll, HELLO, lastBody, onStage, refusal, TIP } from './testing/on-stage.ts'

test('a branch is made, proposed, reviewed, merged and deleted', async () => {
  await using stage = await onStage()
  const pull = await propose(stage)
  const asked = await ask(stage, 'pull_requests.request_reviewers', { ...pull, reviewers: ['hubot'] })
  assert.equal(Object(asked.requested_reviewers).length, 1)

  const review = await ask(stage, 'reviews.create', { ...pull, body: 'Good.' })
  assert.equal(review.state, 'PENDING')
  const submitted = await ask(stage, 'reviews.submit', { ...pull, review_id: review.id, event: 'COMMENT' })
  assert.equal(submitted.state, 'COMMENTED')

  const merged = await ask(stage, 'pull_requests.merge', { ...pull, merge_method: 'squash' })
  assert.equal(merged.merged, true)
  assert.equal((await ask(stage, 'pull_requests.get', pull)).merged, true)
  assert.equal(await refusal(stage, 'pull_requests.merge', pull), 'upstream_conflict')

  await ask(stage, 'branches.delete', { ...HELLO, ref: 'heads/fix' })
  assert.equal(await refusal(stage, 'branches.get', { ...HELLO, branch: 'fix' }), 'upstream_not_found')
})

test('a pull request is closed without a merge and opened again, which sends the state and nothing else', async () => {
  await using stage = await onStage()
  const pull = await propose(stage)
  assert.equal((await ask(stage, 'pull_requests.close', pull)).state, 'closed')
  assert.deepEqual(lastBody(stage), { state: 'closed' })
  assert.equal((await ask(stage, 'pull_requests.reopen', pull)).state, 'open')
  assert.equal((await ask(stage, 'pull_requests.get', pull)).merged, false)
})

test('lines are commented on, and the comments answered', async () => {
  await using stage = await onStage()
  const pull = await propose(stage)
  const place = { commit_id: TIP, path: 'README.md', line: 1 }
  const { id } = await ask(stage, 'pr_comments.create', { ...pull, ...place, body: 'Why?' })
  const answer = await ask(stage, 'pr_comments.reply', { ...pull, comment_id: id, body: 'Since.' })
  assert.equal(answer.in_reply_to_id, id)
  assert.equal((await askAll(stage, 'pr_comments.list', pull)).length, 2)
  assert.equal((await ask(stage, 'pr_comments.get', { ...HELLO, id })).body, 'Why?')
})

test('reviewers are taken off with a body, as GitHub wants it of this DELETE', async () => {
  await using stage = await onStage()
  const pull = await propose(stage)
  await ask(stage, 'pull_requests.request_reviewers', { ...pull, reviewers: ['hubot'] })
  const left = await ask(stage, 'pull_requests.remove_reviewers', { ...pull, reviewers: ['hubot'] })
  assert.deepEqual(left.requested_reviewers, [])
  assert.deepEqual(lastBody(stage), { reviewers: ['hubot'] })
})

test('a workflow is started, and its run cancelled once', async () => {
  await using stage = await onStage()
  const [workflow] = await askAll(stage, 'workflows.list', HELLO)
  await ask(stage, 'workflows.dispatch', { ...HELLO, workflow_id: workflow?.id, ref: 'main' })
  const [run] = await askAll(stage, 'workflow_runs.list', HELLO)
  await ask(stage, 'workflow_runs.cancel', { ...HELLO, run_id: run?.id })
  assert.equal((await ask(stage, 'workflow_runs.get', { ...HELLO, run_id: run?.id })).conclusion, 'cancelled')
})

async function propose(stage: Stage) {
  await ask(stage, 'branches.create', { ...HELLO, ref: 'refs/heads/fix', sha: TIP })
  const { number } = await ask(stage, 'pull_requests.create', {
    ...HELLO,
    title: 'Fix',
    head: 'fix',
    base: 'main',
  })
  return { ...HELLO, number }
}
