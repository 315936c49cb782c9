import assert from 'node:assert/strict'
import { test } from 'node:test'
import { practise, send } from './testing/practise.ts'

const { github, call } = await practise()
const post = (path: string, body?: unknown) => call(path, send('POST', body))
const names = (records: readonly { name: string }[]) => records.map(({ name }) => name)
const R = '/repos/acme/site'
const SHA = '6dcb09b5b57875f334f61aebed695e2e4193db5e'

test('comments are counted, and are there until they are deleted', async () => {
  const { number } = (await post(`${R}/issues`, { title: 'Talk' })).json
  const at = `${R}/issues/${number}`
  assert.deepEqual((await call(`${at}/comments`)).json, [])
  const { id, url } = (await post(`${at}/comments`, { body: 'One' })).json
  assert.equal(url, `${github.url}${R}/issues/comments/${id}`)
  assert.equal((await call(at)).json.comments, 1)
  assert.equal((await call(`${R}/issues/comments/${id}`, send('PATCH', { body: 'Two' }))).json.body, 'Two')
  assert.equal((await call(`${R}/issues/comments/${id}`, send('DELETE'))).status, 204)
  assert.deepEqual(
    [(await call(at)).json.comments, (await call(`${R}/issues/comments/${id}`)).status],
    [0, 404],
  )
  assert.equal((await post(`${R}/issues/99999/comments`, { body: 'x' })).status, 404)
  assert.equal((await post(`${at}/comments`, { body: ' ' })).status, 422)
})

test('labels of an issue are added, set and removed, and follow the label', async () => {
  const { number } = (await post(`${R}/issues`, { title: 'Labelled', labels: ['bug'] })).json
  const path = `${R}/issues/${number}/labels`
  assert.deepEqual(names((await post(path, { labels: ['bug', 'new'] })).json), ['bug', 'new'])
  await call(`${R}/labels/new`, send('PATCH', { new_name: 'newer' }))
  assert.deepEqual(names((await call(path)).json), ['bug', 'newer'])
  assert.deepEqual(names((await call(`${path}/bug`, send('DELETE'))).json), ['newer'])
  assert.equal((await call(`${path}/bug`, send('DELETE'))).json.message, 'Label does not exist')
  assert.deepEqual(names((await call(path, send('PUT', { labels: ['a', 'b'] }))).json), ['a', 'b'])
  await call(`${R}/labels/a`, send('DELETE'))
  assert.deepEqual(names((await call(path)).json), ['b'])
  assert.equal((await call(path, send('DELETE'))).status, 204)
  assert.deepEqual((await call(path)).json, [])
})

test('assignees, lock and milestone of an issue', async () => {
  const milestone = (await post(`${R}/milestones`, { title: 'Soon' })).json.number
  const { number, ...made } = (await post(`${R}/issues`, { title: 'Kept', milestone })).json
  assert.equal(made.milestone.title, 'Soon')
  const wrong = await post(`${R}/issues`, { title: 'x', milestone: 4711 })
  assert.deepEqual([wrong.status, wrong.json.errors[0].field], [422, 'milestone'])
  const path = `${R}/issues/${number}`
  await post(`${path}/assignees`, { assignees: ['ada', 'bob'] })
  const left = (await call(`${path}/assignees`, send('DELETE', { assignees: ['ada'] }))).json
  assert.deepEqual([left.assignee.login, left.assignees.length], ['bob', 1])
  assert.equal((await call(`${path}/lock`, send('PUT', { lock_reason: 'spam' }))).status, 204)
  assert.equal((await call(path)).json.active_lock_reason, 'spam')
  assert.equal((await call(`${path}/lock`, send('DELETE'))).status, 204)
  await call(`${R}/milestones/${milestone}`, send('DELETE'))
  assert.deepEqual([(await call(path)).json.milestone, (await call(path)).json.locked], [null, false])
})

test('a reaction is made once', async () => {
  const path = `${R}/issues/1347/reactions`
  const first = await post(path, { content: 'heart' })
  const again = await post(path, { content: 'heart' })
  assert.deepEqual([first.status, again.status, again.json.id], [201, 200, first.json.id])
  assert.equal((await call(`${path}/${first.json.id}`, send('DELETE'))).status, 204)
  assert.deepEqual((await call(path)).json, [])
})

test('references and branches are the same thing', async () => {
  const ref = 'refs/heads/fix/one'
  assert.equal((await post(`${R}/git/refs`, { ref, sha: SHA })).status, 201)
  assert.equal((await post(`${R}/git/refs`, { ref, sha: SHA })).json.message, 'Reference already exists')
  assert.equal((await post(`${R}/git/refs`, { ref: 'heads', sha: SHA })).status, 422)
  assert.equal((await call(`${R}/branches/fix%2Fone`)).json.commit.sha, SHA)
  assert.equal((await call(`${R}/git/matching-refs/heads/fix`)).json.length, 1)
  assert.equal((await call(`${R}/git/refs/heads/fix/one`, send('DELETE'))).status, 204)
  assert.equal((await call(`${R}/branches/fix%2Fone`)).json.message, 'Branch not found')
})

test('a repository is made empty, and is gone when it is deleted', async () => {
  const { json } = await post('/user/repos', { name: 'fresh', private: true })
  assert.deepEqual(
    [json.full_name, json.visibility, json.issues_url],
    ['octocat/fresh', 'private', `${github.url}/repos/octocat/fresh/issues{/number}`],
  )
  assert.deepEqual((await call('/repos/octocat/fresh/issues')).json, [])
  assert.equal((await call('/repos/octocat/fresh', send('DELETE'))).status, 204)
  for (const path of ['/repos/octocat/fresh', '/repos/octocat/fresh/issues'])
    assert.equal((await call(path)).status, 404)
})

test('a fork belongs to the one who forks, and stars are counted', async () => {
  const fork = await post(`${R}/forks`)
  assert.deepEqual(
    [fork.status, fork.json.full_name, fork.json.parent.full_name],
    [202, 'octocat/site', 'acme/site'],
  )
  assert.deepEqual(
    (await call(`${R}/forks`)).json.map((one: { full_name: string }) => one.full_name),
    ['octocat/site'],
  )
  const before = (await call(R)).json.stargazers_count
  assert.equal((await call('/user/starred/acme/site')).status, 404)
  for (let time = 0; time < 2; time += 1) await call('/user/starred/acme/site', send('PUT'))
  assert.equal((await call('/user/starred/acme/site')).status, 204)
  assert.equal((await call(R)).json.stargazers_count, before + 1)
})

test('a team is named by its slug and has members', async () => {
  assert.equal((await post('/orgs/acme/teams', { name: 'Big Team' })).json.slug, 'big-team')
  const member = '/orgs/acme/teams/big-team/memberships/ada'
  assert.equal((await call(member, send('PUT', { role: 'maintainer' }))).json.role, 'maintainer')
  assert.equal((await call('/orgs/acme/teams/big-team/members')).json[0].login, 'ada')
  assert.equal((await call(member, send('DELETE'))).status, 204)
  assert.equal((await call(member)).status, 404)
})

test('a workflow is started by its number or file, and a run can be stopped once', async () => {
  const dispatch = (id: string, body: object) => post(`${R}/actions/workflows/${id}/dispatches`, body)
  assert.equal((await dispatch('blank.yaml', { ref: 'main' })).status, 204)
  assert.equal((await dispatch('161335', { ref: 'nowhere' })).status, 422)
  assert.equal((await dispatch('other.yaml', { ref: 'main' })).status, 404)
  const { workflow_runs: runs } = (await call(`${R}/actions/workflows/161335/runs?event=workflow_dispatch`))
    .json
  assert.deepEqual([runs.length, runs[0].status], [1, 'queued'])
  const cancel = () => post(`${R}/actions/runs/${runs[0].id}/cancel`)
  assert.deepEqual([(await cancel()).status, (await cancel()).status], [202, 409])
})
