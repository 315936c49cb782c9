import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from '@sallyport/emulator'
import { practise, send, statusWithHeaders, TOKEN } from './testing/practise.ts'
import { githubVendor } from './vendor.ts'

const post = (body: unknown) => send('POST', body)
const patch = (body: unknown) => send('PATCH', body)

const LABELS = '/repos/acme/site/labels'
const { github, call } = await practise()

test('a token is accepted as "Bearer" and as "token", and nothing else is', async () => {
  const cases = [
    [`Bearer ${TOKEN}`, 200],
    [`token ${TOKEN}`, 200],
    ['Bearer ghp_other', 401],
    [TOKEN, 401],
    [`Basic ${btoa(`me:${TOKEN}`)}`, 401],
  ] as const
  for (const [authorization, status] of cases) {
    const reply = await call('/user', { headers: { authorization } })
    assert.equal(reply.status, status, authorization)
    if (status === 401) assert.equal(reply.json.message, 'Bad credentials')
  }
  assert.equal(await statusWithHeaders(`${github.url}/user`, { 'user-agent': 'test' }), 401)
})

test('several tokens can be accepted', async () => {
  const { call } = await practise({ credentials: ['ghp_one', 'ghp_two'] })
  for (const [token, status] of [
    ['ghp_one', 200],
    ['ghp_two', 200],
    ['ghp_three', 401],
  ] as const) {
    assert.equal((await call('/user', { headers: { authorization: `Bearer ${token}` } })).status, status)
  }
})

test('a request without a User-Agent is turned away', async () => {
  assert.equal(await statusWithHeaders(`${github.url}/user`, { authorization: `Bearer ${TOKEN}` }), 403)
  assert.deepEqual(
    github.ledger
      .requests()
      .at(-1)
      ?.violations.map(({ field }) => field),
    ['user-agent'],
  )
})

const REFUSED = [
  [
    'GET',
    '/repos/acme/site/issues?state=nope',
    undefined,
    'query state invalid',
    { resource: 'Issue', code: 'invalid', field: 'state' },
  ],
  [
    'GET',
    '/repos/acme/site/issues?per_page=many',
    undefined,
    'query per_page invalid',
    { resource: 'Issue', code: 'invalid', field: 'per_page' },
  ],
  [
    'GET',
    '/repos/acme/site/issues?since=yesterday',
    undefined,
    'query since invalid',
    { resource: 'Issue', code: 'invalid', field: 'since' },
  ],
  [
    'GET',
    '/search/issues',
    undefined,
    'query q missing',
    { resource: 'Search', code: 'missing', field: 'q' },
  ],
  ['POST', LABELS, {}, 'body name missing', { resource: 'Label', code: 'missing_field', field: 'name' }],
  ['POST', LABELS, { name: 7 }, 'body name invalid', { resource: 'Label', code: 'invalid', field: 'name' }],
  [
    'PATCH',
    '/repos/acme/site/issues/1347',
    { state: 'ajar' },
    'body state invalid',
    { resource: 'Issue', code: 'invalid', field: 'state' },
  ],
  [
    'PATCH',
    '/user',
    { hireable: 'yes' },
    'body hireable invalid',
    { resource: 'User', code: 'invalid', field: 'hireable' },
  ],
] as const

for (const [method, path, body, violation, error] of REFUSED) {
  test(`${method} ${path} ${JSON.stringify(body) ?? ''} is refused: ${violation}`, async () => {
    const init = body && (method === 'POST' ? post(body) : patch(body))
    const { status, json } = await call(path, init)
    assert.equal(status, 422)
    assert.equal(json.message, 'Validation Failed')
    assert.deepEqual(json.errors, [error])
    const entry = github.ledger.requests().at(-1)
    assert.equal(entry?.verdict, 'refused')
    assert.deepEqual(
      entry.violations.map(({ in: part, field, code }) => `${part} ${field} ${code}`),
      [violation],
    )
  })
}

test('all that is wrong is told at once', async () => {
  const { json } = await call('/user/repos?visibility=dim&sort=size&page=x')
  assert.deepEqual(json.errors.map(({ field }: { field: string }) => field).sort(), [
    'page',
    'sort',
    'visibility',
  ])
})

test('null is accepted where the description says "nullable", and only there', async () => {
  assert.equal(
    (await call('/repos/acme/site/issues/1347', patch({ body: null, milestone: null }))).status,
    200,
  )
  assert.equal((await call('/repos/acme/site/issues/1347', patch({ state: null }))).status, 422)
})

test('what the description does not know is let pass, as GitHub does, and noted', async () => {
  await call('/user?colour=red')
  assert.equal(github.ledger.requests().at(-1)?.verdict, 'tolerated')
  const reply = await call(LABELS, {
    ...post({ name: 'odd', junk: 1 }),
    headers: { 'content-type': 'text/plain' },
  })
  assert.equal(reply.status, 201)
  assert.deepEqual(
    github.ledger
      .requests()
      .at(-1)
      ?.violations.map(({ in: part, field, code }) => `${part} ${field} ${code}`),
    ['body null unsupported', 'body junk unknown'],
  )
})

test('a body that is no JSON object is told so', async () => {
  const cases = [
    ['{', 400, 'Problems parsing JSON'],
    ['[]', 400, 'Body should be a JSON object'],
    [`{"name":${'['.repeat(200)}${']'.repeat(200)}}`, 400, 'Problems parsing JSON'],
    [JSON.stringify({ name: 'x'.repeat(1_000_000) }), 413, 'Payload too big'],
  ] as const
  for (const [body, status, message] of cases) {
    const reply = await call(LABELS, { method: 'POST', body })
    assert.deepEqual([reply.status, reply.json.message], [status, message])
  }
})

test('a refusal that was recorded is repeated', async () => {
  const { status, json } = await call(
    '/repos/octokit-fixture-org/errors/labels',
    post({ name: 'foo', color: 'invalid' }),
  )
  assert.equal(status, 422)
  assert.deepEqual(json.errors, [{ resource: 'Label', code: 'invalid', field: 'color' }])
})

test('options that make no sense are told before anything listens', async () => {
  for (const options of [
    { collections: { '/nowhere': [] } },
    { collections: { '/user/repos': ['text' as unknown as object] } },
    { raw: { path: '/raw', bytes: 3 } },
  ]) {
    await assert.rejects(emulate(githubVendor, options), TypeError)
  }
})
