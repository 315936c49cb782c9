import assert from 'node:assert/strict'
import { test } from 'node:test'
import { practise, send } from './testing/practise.ts'

const NOW = Date.parse('2026-01-02T03:04:05Z')
const { call } = await practise({ now: () => NOW })
const post = (path: string, body?: unknown) => call(path, send('POST', body))
const put = (path: string, body?: unknown) => call(path, send('PUT', body))
const R = '/repos/acme/site'
const SHA = '6dcb09b5b57875f334f61aebed695e2e4193db5e'

async function pull(branch: string) {
  await post(`${R}/git/refs`, { ref: `refs/heads/${branch}`, sha: SHA })
  return (await post(`${R}/pulls`, { title: branch, head: branch, base: 'main' })).json
}

test('a pull request needs branches, a title, and no other one like it', async () => {
  await pull('twice')
  for (const [body, error] of [
    [
      { title: 'x', head: 'nowhere', base: 'main' },
      { code: 'invalid', field: 'head' },
    ],
    [
      { title: 'x', head: 'twice', base: 'nowhere' },
      { code: 'invalid', field: 'base' },
    ],
    [
      { head: 'twice', base: 'main' },
      { code: 'missing_field', field: 'title' },
    ],
    [
      { title: 'x', head: 'twice', base: 'main' },
      { code: 'custom', message: 'A pull request already exists for acme:twice.' },
    ],
  ] as const) {
    const { status, json } = await post(`${R}/pulls`, body)
    assert.deepEqual([status, json.errors], [422, [{ resource: 'PullRequest', ...error }]])
  }
})

test('a pull request is an issue of the same number, and both follow each other', async () => {
  const { number, head, base } = await pull('linked')
  assert.deepEqual([head.label, base.ref, head.sha], ['acme:linked', 'main', SHA])
  const issue = (await call(`${R}/issues/${number}`)).json
  assert.deepEqual([issue.title, issue.pull_request.url.endsWith(`/pulls/${number}`)], ['linked', true])
  await call(`${R}/pulls/${number}`, send('PATCH', { title: 'Renamed' }))
  assert.equal((await call(`${R}/issues/${number}`)).json.title, 'Renamed')
  await post(`${R}/issues/${number}/labels`, { labels: ['bug'] })
  await post(`${R}/issues/${number}/comments`, { body: 'Nice.' })
  const now = (await call(`${R}/pulls/${number}`)).json
  assert.deepEqual([now.labels[0].name, now.comments], ['bug', 1])
})

test('a merge happens once, of the head that is meant, and closes the pull request', async () => {
  const { number } = await pull('merged')
  const path = `${R}/pulls/${number}/merge`
  assert.deepEqual([(await call(path)).status, (await put(path, { sha: 'other' })).status], [404, 409])
  const { status, json } = await put(path)
  assert.deepEqual([status, json.merged, json.message], [200, true, 'Pull Request successfully merged'])
  assert.deepEqual([(await call(path)).status, (await put(path)).status], [204, 405])
  const merged = (await call(`${R}/pulls/${number}`)).json
  assert.deepEqual(
    [merged.state, merged.merged_at, merged.merge_commit_sha],
    ['closed', '2026-01-02T03:04:05Z', json.sha],
  )
  assert.equal((await call(`${R}/commits/${json.sha}`)).json.commit.message, 'merged')
  assert.equal((await call(`${R}/branches/main`)).json.commit.sha, json.sha)
  const closed = (await call(`${R}/pulls?state=closed`)).json
  assert.deepEqual(
    closed.map((one: { number: number }) => one.number),
    [number],
  )
})

test('a draft is not merged', async () => {
  await post(`${R}/git/refs`, { ref: 'refs/heads/draft', sha: SHA })
  const { number } = (await post(`${R}/pulls`, { title: 'd', head: 'draft', base: 'main', draft: true })).json
  const { status, json } = await put(`${R}/pulls/${number}/merge`)
  assert.deepEqual([status, json.message], [405, 'Pull Request is still a draft'])
})

test('a review waits until it is submitted, and can be dismissed', async () => {
  const { number } = await pull('reviewed')
  const reviews = `${R}/pulls/${number}/reviews`
  assert.deepEqual((await call(reviews)).json, [])
  const comments = [{ path: 'a.txt', position: 1, body: 'Here.' }]
  const { id, state } = (await post(reviews, { body: 'Hm.', comments })).json
  assert.equal(state, 'PENDING')
  assert.equal((await call(`${reviews}/${id}/comments`)).json[0].body, 'Here.')
  const submitted = await post(`${reviews}/${id}/events`, { event: 'APPROVE' })
  assert.deepEqual([submitted.json.state, submitted.json.submitted_at], ['APPROVED', '2026-01-02T03:04:05Z'])
  assert.equal((await post(`${reviews}/${id}/events`, { event: 'APPROVE' })).status, 422)
  assert.equal((await call(`${reviews}/${id}`, send('DELETE'))).status, 422)
  assert.equal((await put(`${reviews}/${id}/dismissals`, { message: 'Old' })).json.state, 'DISMISSED')
  assert.equal((await post(reviews, { event: 'COMMENT' })).status, 422)
})

test('reviewers are asked and let go', async () => {
  const { number } = await pull('asked')
  const path = `${R}/pulls/${number}/requested_reviewers`
  const asked = await post(path, { reviewers: ['ada', 'bob', 'ada'] })
  assert.equal(asked.status, 201)
  await call(path, send('DELETE', { reviewers: ['bob'] }))
  const { users } = (await call(path)).json
  assert.ok(users.every(({ login }: { login: string }) => login === 'ada'))
})

test('a comment on a line is answered, changed and deleted', async () => {
  const { number } = await pull('discussed')
  const comments = `${R}/pulls/${number}/comments`
  const { id } = (await post(comments, { body: 'Why?', commit_id: SHA, path: 'a.txt', line: 3 })).json
  const reply = (await post(`${comments}/${id}/replies`, { body: 'Because.' })).json
  assert.deepEqual([reply.in_reply_to_id, reply.path, reply.line], [id, 'a.txt', 3])
  await call(`${R}/pulls/comments/${id}`, send('PATCH', { body: 'How?' }))
  assert.deepEqual(
    (await call(comments)).json.map(({ body }: { body: string }) => body),
    ['How?', 'Because.'],
  )
  assert.equal((await call(`${R}/pulls/comments/${id}`, send('DELETE'))).status, 204)
  assert.equal((await call(`${R}/pulls/comments/${id}`)).status, 404)
})
