import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Call, practise } from './testing/practise.ts'

const ISSUES = '/repos/octokit-fixture-org/paginate-issues/issues'
const { call } = await practise({ links: 'vendor' })

test('the recorded pages come back as they were recorded, links included', async () => {
  const first = await call(`${ISSUES}?per_page=3`)
  assert.equal(first.status, 200)
  assert.equal(first.headers.get('content-type'), 'application/json; charset=utf-8')
  assert.deepEqual(numbers(first.json), [13, 12, 11])
  assert.equal(
    first.headers.get('link'),
    '<https://api.github.com/repositories/1000/issues?per_page=3&page=2>; rel="next", ' +
      '<https://api.github.com/repositories/1000/issues?per_page=3&page=5>; rel="last"',
  )
  const last = await call('/repositories/1000/issues?per_page=3&page=5')
  assert.deepEqual(numbers(last.json), [1])
  assert.equal(
    last.headers.get('link'),
    '<https://api.github.com/repositories/1000/issues?per_page=3&page=4>; rel="prev", ' +
      '<https://api.github.com/repositories/1000/issues?per_page=3&page=1>; rel="first"',
  )
})

for (const size of [1, 3, 5, 13, 100]) {
  test(`following the links ${size} at a time finds each of the 13 issues once`, async () => {
    const found = await follow(call, `${ISSUES}?per_page=${size}`)
    assert.deepEqual(found, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
  })
}

test('a page has 30 records unless asked, and never more than 100', async () => {
  const records = Array.from({ length: 250 }, (_, index) => ({ number: 250 - index }))
  const { call } = await practise({ collections: { '/repos/acme/site/issues': records } })
  for (const [query, length] of [
    ['', 30],
    ['?per_page=100', 100],
    ['?per_page=1000', 100],
    ['?per_page=0', 30],
  ] as const) {
    assert.equal((await call(`/repos/acme/site/issues${query}`)).json.length, length, query)
  }
  assert.deepEqual((await call('/repos/acme/site/issues?page=99')).json, [])
})

test('links can lead back to the emulator', async () => {
  const { github, call } = await practise()
  const { headers } = await call(`${ISSUES}?per_page=10`)
  const next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]
  assert.equal(next, `${github.url}/repositories/1000/issues?per_page=10&page=2`)
})

test('lists of organizations and users are linked by their ids as well', async () => {
  const records = [{ id: 1 }, { id: 2 }]
  const { call } = await practise({
    collections: { '/orgs/{org}/repos': records, '/users/{username}/repos': records },
  })
  for (const [path, alias] of [
    ['/orgs/acme/repos', /\/organizations\/\d+\/repos/],
    ['/users/ada/repos', /\/user\/\d+\/repos/],
  ] as const) {
    const { headers } = await call(`${path}?per_page=1`)
    assert.match(headers.get('link') ?? '', alias)
    assert.deepEqual((await call(`${alias.exec(headers.get('link') ?? '')?.[0]}?per_page=1&page=2`)).json, [
      { id: 2 },
    ])
  }
})

const READS = [
  [`${ISSUES}/5`, (json) => json.number === 5 && json.title === 'Test issue 5'],
  ['/repos/octokit-fixture-org/hello-world', (json) => json.full_name === 'octokit-fixture-org/hello-world'],
  ['/repositories/1000', (json) => json.full_name === 'octokit-fixture-org/paginate-issues'],
  ['/orgs/octokit-fixture-org', (json) => json.plan.name === 'team'],
  ['/repos/octokit-fixture-org/labels/labels', (json) => json.length === 9],
  ['/repos/octokit-fixture-org/labels/labels/good%20first%20issue', (json) => json.color === '7057ff'],
  ['/repos/octocat/Hello-World', (json) => json.id === 1296269],
  [
    '/repos/acme/site',
    (json) => json.full_name === 'acme/site' && json.issues_url.includes('/repos/acme/site/'),
  ],
  ['/repos/acme/site/issues/1347', (json) => json.repository_url.endsWith('/repos/acme/site')],
  ['/users/ada', (json) => json.login === 'ada' && json.repos_url.endsWith('/users/ada/repos')],
  ['/orgs/acme', (json) => json.login === 'acme' && json.repos_url.endsWith('/orgs/acme/repos')],
  ['/user', (json) => json.login === 'octocat'],
  ['/user/orgs', (json) => json[0].login === 'github'],
  ['/orgs/acme/members', (json) => json[0].login === 'octocat'],
  ['/search/users?q=octocat', (json) => json.total_count === 1 && json.items[0].login === 'octocat'],
  // biome-ignore lint/suspicious/noExplicitAny: a test reads answers by path.
] satisfies [string, (json: any) => boolean][]

for (const [path, expected] of READS) {
  test(`GET ${path} is answered`, async () => {
    const { status, json, text } = await call(path)
    assert.equal(status, 200, text)
    assert.ok(expected(json), text.slice(0, 500))
  })
}

test('a recorded search is found by its words, and its pages are linked where they were', async () => {
  const path = '/search/issues?q=sesame%20repo%3Aoctokit-fixture-org%2Fsearch-issues'
  const { json, headers } = await call(`${path}&per_page=1`)
  assert.deepEqual([json.total_count, json.incomplete_results, numbers(json.items)], [2, false, [2]])
  assert.match(
    headers.get('link') ?? '',
    /<https:\/\/api\.github\.com\/search\/issues\?q=sesame[^>]+&page=2>; rel="next"/,
  )
})

test('issues are the open ones unless the state is named', async () => {
  const records = [
    { number: 2, state: 'closed' },
    { number: 1, state: 'open' },
  ]
  const { call } = await practise({ collections: { '/repos/{owner}/{repo}/issues': records } })
  for (const [query, expected] of [
    ['', [1]],
    ['?state=closed', [2]],
    ['?state=all', [2, 1]],
  ] as const) {
    assert.deepEqual(numbers((await call(`/repos/any/thing/issues${query}`)).json), expected)
  }
})

test('what is not there is not found', async () => {
  for (const path of [
    `${ISSUES}/99`,
    `${ISSUES}/abc`,
    '/repos/acme/site/labels/nope',
    '/repositories/4711',
    '/nowhere',
    '/repos/a/%E0%A4%A',
  ]) {
    const { status, json } = await call(path)
    assert.deepEqual([status, json.message, json.status], [404, 'Not Found', '404'], path)
  }
})

test('each answer carries the state of the allowance', async () => {
  const { call } = await practise({ now: () => 1_700_000_000_000, rateLimit: { limit: 3 } })
  const seen: (string | null)[][] = []
  for (const path of ['/user', '/user', '/user', '/search/users?q=a']) {
    const { headers } = await call(path)
    seen.push(
      ['limit', 'remaining', 'used', 'reset', 'resource'].map((name) => headers.get(`x-ratelimit-${name}`)),
    )
  }
  assert.deepEqual(seen, [
    ['3', '2', '1', '1700003600', 'core'],
    ['3', '1', '2', '1700003600', 'core'],
    ['3', '2', '1', '1700003600', 'core'],
    ['30', '29', '1', '1700000060', 'search'],
  ])
})

async function follow(call: Call, path: string): Promise<number[]> {
  const { json, headers } = await call(path)
  const next = /<https:\/\/api\.github\.com([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]
  return [...numbers(json), ...(next ? await follow(call, next) : [])]
}

function numbers(records: readonly { number: number }[]): number[] {
  return records.map(({ number }) => number)
}
