import assert from 'node:assert/strict'
import { test } from 'node:test'
import { practise, send } from './testing/practise.ts'

const issues = [
  {
    number: 4,
    title: 'Crash on start',
    state: 'open',
    labels: [{ name: 'bug' }],
    user: { login: 'ada' },
    comments: 5,
    created_at: '2026-01-04T00:00:00Z',
  },
  {
    number: 3,
    title: 'Slow',
    body: 'A crash follows',
    state: 'closed',
    labels: [],
    user: { login: 'bob' },
    comments: 0,
    created_at: '2026-01-03T00:00:00Z',
  },
  {
    number: 2,
    title: 'Two words here',
    state: 'open',
    labels: [{ name: 'good first issue' }],
    user: { login: 'ada' },
    comments: 1,
    created_at: '2026-01-02T00:00:00Z',
  },
  {
    number: 1,
    title: 'Mend the crash',
    state: 'open',
    pull_request: { url: 'x' },
    labels: [],
    user: { login: 'bob' },
    comments: 9,
    created_at: '2020-01-01T00:00:00Z',
  },
]
const { call } = await practise({
  collections: { '/repos/acme/site/issues': issues, '/repos/acme/other/issues': [] },
})

const QUERIES: readonly (readonly [query: string, numbers: readonly number[]])[] = [
  ['crash', [4, 3, 1]],
  ['CRASH in:title', [4, 1]],
  ['crash in:body', [3]],
  ['crash is:issue', [4, 3]],
  ['crash is:pr', [1]],
  ['is:open', [4, 2, 1]],
  ['state:closed', [3]],
  ['label:bug', [4]],
  ['-label:bug is:open is:issue', [2]],
  ['label:"good first issue"', [2]],
  ['"two words"', [2]],
  ['"words two"', []],
  ['author:ADA', [4, 2]],
  ['-author:ada', [3, 1]],
  ['no:label', [3, 1]],
  ['comments:>=5', [4, 1]],
  ['comments:1..5', [4, 2]],
  ['created:>2026-01-02T12:00:00Z', [4, 3]],
  ['created:2026-01-01..2026-01-03', [3, 2]],
  ['created:*..2020-12-31', [1]],
  ['repo:acme/other', []],
  ['unknown:thing', []],
]

for (const [query, numbers] of QUERIES) {
  test(`the search "${query}" finds ${numbers.join(', ') || 'nothing'}`, async () => {
    const scope = query.includes('repo:') ? '' : 'repo:acme/site '
    const { json } = await call(`/search/issues?q=${encodeURIComponent(scope + query)}`)
    assert.deepEqual(
      json.items.map(({ number }: { number: number }) => number),
      numbers,
    )
    assert.equal(json.total_count, numbers.length)
  })
}

test('what is found can be sorted, and a search without words is refused', async () => {
  const { json } = await call('/search/issues?q=repo:acme/site&sort=comments&order=asc')
  assert.deepEqual(
    json.items.map(({ comments }: { comments: number }) => comments),
    [0, 1, 5, 9],
  )
  for (const path of ['/search/issues', '/search/issues?q=']) {
    const { status, json } = await call(path)
    assert.deepEqual([status, json.errors], [422, [{ resource: 'Search', code: 'missing', field: 'q' }]])
  }
})

test('repositories, users, labels, commits and code are found', async () => {
  await call(
    '/repos/acme/site/contents/src/main.ts',
    send('PUT', { message: 'Begin with main', content: '' }),
  )
  const { id } = (await call('/repos/acme/site')).json
  for (const [path, found] of [
    ['repositories?q=hello user:octocat', 'Hello-World-3'],
    ['users?q=octocat', 'octocat'],
    [`labels?q=bug&repository_id=${id}`, 'bug'],
    ['code?q=main repo:acme/site extension:ts', 'main.ts'],
  ] as const) {
    const { json } = await call(`/search/${path}`)
    assert.equal(json.items[0].name ?? json.items[0].login, found, path)
    assert.equal(json.items[0].score, 1)
  }
  const { json } = await call('/search/commits?q=begin repo:acme/site')
  assert.equal(json.items[0].commit.message, 'Begin with main')
  assert.equal((await call('/search/labels?q=bug&repository_id=1')).status, 404)
})

test('lists of issues are narrowed and sorted as they are asked for', async () => {
  const numbers = async (query: string) =>
    (await call(`/repos/acme/site/issues?state=all&${query}`)).json.map(
      ({ number }: { number: number }) => number,
    )
  for (const [query, expected] of [
    ['labels=bug', [4]],
    ['creator=bob', [3, 1]],
    ['sort=comments', [1, 4, 2, 3]],
    ['sort=created&direction=asc', [1, 2, 3, 4]],
    ['direction=asc', [1, 2, 3, 4]],
  ] as const) {
    assert.deepEqual(await numbers(query), expected, query)
  }
})
