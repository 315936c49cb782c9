import assert from 'node:assert/strict'
import { test } from 'node:test'
import { practise, send } from './testing/practise.ts'

const post = (body: unknown) => send('POST', body)
const patch = (body: unknown) => send('PATCH', body)

const NOW = Date.parse('2026-01-02T03:04:05Z')

test('an issue that was created is found by its number and heads the list', async () => {
  const { call } = await practise({ now: () => NOW, links: 'vendor' })
  await call('/repos/octokit-fixture-org/paginate-issues/issues')
  const body = { title: 'Leak', labels: ['bug'], assignees: ['ada'], body: 'Drip' }
  const created = await call('/repos/octokit-fixture-org/paginate-issues/issues', post(body))
  assert.equal(created.status, 201)
  const url = 'https://api.github.com/repos/octokit-fixture-org/paginate-issues/issues/14'
  assert.equal(created.headers.get('location'), url)
  const { json } = created
  assert.deepEqual(
    [
      json.number,
      json.title,
      json.body,
      json.state,
      json.url,
      json.created_at,
      json.labels[0].name,
      json.assignee.login,
    ],
    [14, 'Leak', 'Drip', 'open', url, '2026-01-02T03:04:05Z', 'bug', 'ada'],
  )
  assert.deepEqual((await call('/repositories/1000/issues/14')).json, json)
  const list = await call('/repos/octokit-fixture-org/paginate-issues/issues?per_page=1')
  assert.deepEqual(list.json, [json])
  assert.match(list.headers.get('link') ?? '', /page=14>; rel="last"/)
})

test('an issue that was closed leaves the list of open ones', async () => {
  const { call } = await practise({ now: () => NOW, links: 'vendor' })
  const path = '/repos/octokit-fixture-org/paginate-issues/issues'
  const { json } = await call(`${path}/13`, patch({ state: 'closed', title: 'Done' }))
  assert.deepEqual(
    [json.state, json.state_reason, json.closed_at, json.title],
    ['closed', 'completed', '2026-01-02T03:04:05Z', 'Done'],
  )
  assert.equal((await call(path)).json[0].number, 12)
  assert.deepEqual((await call(`${path}?state=closed`)).json, [json])
  assert.equal((await call(`${path}/99`, patch({ state: 'closed' }))).status, 404)
})

test('what comes from an example can be changed as well', async () => {
  const { call } = await practise({ records: 1 })
  await call('/repos/acme/site/issues/1347', patch({ title: 'Mended', state: 'closed' }))
  assert.equal((await call('/repos/acme/site/issues/1347')).json.title, 'Mended')
  assert.deepEqual((await call('/repos/acme/site/issues')).json, [])
  await call('/repos/acme/site/labels/bug', patch({ color: '000000' }))
  assert.equal((await call('/repos/acme/site/labels/bug')).json.color, '000000')
})

test('labels are created once, found by name, and renamed', async () => {
  const { call } = await practise({ links: 'vendor' })
  const path = '/repos/octokit-fixture-org/labels/labels'
  const created = await call(path, post({ name: 'needs help', color: '663399' }))
  assert.equal(created.headers.get('location'), `https://api.github.com${path}/needs%20help`)
  assert.deepEqual((await call(`${path}/needs%20help`)).json, created.json)
  const again = await call(path, post({ name: 'needs help' }))
  assert.deepEqual(
    [again.status, again.json.errors],
    [422, [{ resource: 'Label', code: 'already_exists', field: 'name' }]],
  )
  const renamed = await call(`${path}/needs%20help`, patch({ new_name: 'wip' }))
  assert.deepEqual(renamed.json, { ...created.json, name: 'wip', url: `https://api.github.com${path}/wip` })
  assert.equal((await call(`${path}/needs%20help`)).status, 404)
  assert.equal((await call(path)).json.length, 10)
})

test('a repository is created for the user or an organization, and a change shows in lists', async () => {
  const { call } = await practise({ links: 'vendor' })
  for (const [path, owner] of [
    ['/user/repos', 'octocat'],
    ['/orgs/acme/repos', 'acme'],
  ] as const) {
    const created = await call(path, post({ name: 'tower', private: true, auto_init: true }))
    assert.deepEqual(
      [created.status, created.json.full_name, created.json.private],
      [201, `${owner}/tower`, true],
    )
    assert.equal('auto_init' in created.json, false)
    assert.equal((await call(path, post({ name: 'tower' }))).status, 422)
    await call(`/repos/${owner}/tower`, patch({ description: 'High' }))
    assert.equal((await call(`/repos/${owner}/tower`)).json.description, 'High')
    assert.equal((await call(path)).json[0].description, 'High')
  }
  await call('/repos/acme/tower', patch({ name: 'keep' }))
  assert.equal((await call('/repos/acme/keep')).json.description, 'High')
})

test('the user and an organization keep what is changed', async () => {
  const { call } = await practise({ links: 'vendor' })
  for (const [path, body] of [
    ['/user', { location: 'Ghent' }],
    ['/orgs/acme', { company: 'Acme Ltd' }],
  ] as const) {
    const changed = await call(path, patch(body))
    assert.equal(changed.status, 200)
    assert.partialDeepStrictEqual((await call(path)).json, body)
  }
})

test('two emulators share nothing', async () => {
  const [one, other] = [await practise(), await practise()]
  await one.call('/repos/acme/site/labels', post({ name: 'mine' }))
  assert.equal((await other.call('/repos/acme/site/labels/mine')).status, 404)
})
