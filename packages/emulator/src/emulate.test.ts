import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emulate } from './emulate.ts'
import { acmeVendor } from './testing/acme.ts'
import { caller, practise, sent } from './testing/practise.ts'

const NOW = Date.UTC(2026, 0, 2, 3, 4, 5)
const { acme, call } = await practise({ now: () => NOW })
const titles = (books: readonly { title: string }[]) => books.map(({ title }) => title)

test('a collection has records from the start, and pages through them', async () => {
  const first = (await call('/v1/shelves/poems/books')).json
  assert.deepEqual(
    [titles(first.books), first.more, first.total],
    [['Book 2 of poems', 'Book 1 of poems'], true, 3],
  )
  const second = (await call(`/v1/shelves/poems/books?cursor=${first.next}`)).json
  assert.deepEqual([titles(second.books), second.more, second.next], [['Book 0 of poems'], false, undefined])
})

test('what is created is got, listed, changed and deleted', async () => {
  const created = await call(
    '/v1/shelves/tales/books',
    sent('POST', { title: 'New', notes: { a: '1', b: '2' }, colour: 'red' }),
  )
  const { id } = created.json
  assert.equal(created.status, 201)
  assert.match(id, /^bk_\w{8}$/)
  assert.equal(created.headers.get('location'), `/v1/shelves/tales/books/${id}`)
  assert.deepEqual(created.json, {
    id,
    title: 'New',
    state: 'in',
    added_at: '2026-01-02T03:04:05Z',
    notes: { a: '1', b: '2' },
  })
  const path = `/v1/shelves/tales/books/${id}`
  assert.deepEqual((await call(path)).json, created.json)
  assert.equal(titles((await call('/v1/shelves/tales/books')).json.books)[0], 'New')
  const changed = await call(path, sent('PATCH', { title: 'Newer', notes: { a: '', c: '3' } }))
  assert.deepEqual(
    [changed.json.title, changed.json.notes, changed.json.changed_at],
    ['Newer', { b: '2', c: '3' }, '2026-01-02T03:04:05Z'],
  )
  assert.equal((await call(path, { method: 'DELETE' })).status, 204)
  const gone = await call(path)
  assert.deepEqual([gone.status, gone.json], [404, { wrong: `no books ${id}` }])
})

test('a put makes what is not there and changes what is', async () => {
  const path = '/v1/shelves/puts/books/own-name'
  assert.deepEqual(
    [
      (await call(path, sent('PUT', { title: 'One' }))).status,
      (await call(path, sent('PUT', { title: 'Two' }))).status,
    ],
    [201, 200],
  )
  assert.equal((await call(path)).json.title, 'Two')
})

test('two records do not share what is unique', async () => {
  const twice = [
    await call('/v1/shelves/u/books', sent('POST', { title: 'Only' })),
    await call('/v1/shelves/u/books', sent('POST', { title: 'Only' })),
  ]
  assert.deepEqual(
    twice.map(({ status }) => status),
    [201, 409],
  )
  assert.equal(twice[1]?.json.wrong, 'title is taken')
})

test('a state refuses what does not fit it, and other records follow', async () => {
  const path = '/v1/shelves/lent/books/book-0'
  const lend = (to: string) => call(`${path}/lend`, sent('POST', { to }))
  assert.deepEqual((await lend('ada')).json, { lent: 'book-0' })
  const again = await lend('bob')
  assert.deepEqual([again.status, again.json], [409, { wrong: 'it is lent to ada' }])
  assert.equal((await call('/v1/readers/ada')).json.books, 1)
  assert.deepEqual((await call('/v1/loans')).json.loans, [{ book: 'book-0', to: 'ada' }])
})

test('a shorter path finds records below it', async () => {
  const { id } = (await call('/v1/shelves/below/books', sent('POST', { title: 'Deep' }))).json
  assert.equal((await call(`/v1/books/${id}`)).json.title, 'Deep')
  assert.ok(titles((await call('/v1/books?limit=50')).json.books).includes('Deep'))
})

test('filters and sorting follow the behaviour', async () => {
  await call('/v1/shelves/sorted/books/book-1/lend', sent('POST', { to: 'eve' }))
  assert.deepEqual(titles((await call('/v1/shelves/sorted/books?state=lent')).json.books), [
    'Book 1 of sorted',
  ])
  const sorted = (await call('/v1/shelves/sorted/books?sort=title&limit=5')).json.books
  assert.deepEqual(titles(sorted), ['Book 2 of sorted', 'Book 1 of sorted', 'Book 0 of sorted'])
})

test('a member is shown whole when the request asks for it', async () => {
  assert.equal((await call('/v1/shelves/poems/books/book-0')).json.owner, 'reader-1')
  assert.equal(
    (await call('/v1/shelves/poems/books/book-0?expand[]=owner')).json.owner.name,
    'Reader reader-1',
  )
})

test('an operation of which nothing is said answers by its schema, the same each time', async () => {
  const [once, again] = [await call('/v1/opening-hours'), await call('/v1/opening-hours')]
  assert.equal(typeof once.json.monday, 'string')
  assert.deepEqual(once.json, again.json)
})

test('a path by number leads to the record', async () => {
  await call('/v1/readers/ada')
  assert.equal((await call('/v1/people/41')).json.name, 'Reader ada')
  assert.equal((await call('/v1/people/42')).status, 404)
})

const REFUSED = [
  ['no credential', '/v1/loans', { headers: { authorization: '' } }, 401],
  ['a wrong credential', '/v1/loans', { headers: { authorization: 'Bearer stolen' } }, 401],
  ['an unknown path', '/v1/nothing', {}, 404],
  ['a path outside of the base path', '/loans', {}, 404],
  ['a method that the path does not have', '/v1/loans', { method: 'DELETE' }, 405],
  ['a missing member', '/v1/shelves/x/books', sent('POST', {}), 422],
  ['a member of another type', '/v1/shelves/x/books', sent('POST', { title: 'x', pages: 'many' }), 422],
  ['a body that is no JSON', '/v1/shelves/x/books', { method: 'POST', body: '{' }, 400],
  [
    'another content type',
    '/v1/shelves/x/books',
    { method: 'POST', body: 'a=b', headers: { 'content-type': 'text/plain' } },
    415,
  ],
  ['a body that is too large', '/v1/shelves/x/books', sent('POST', { title: 'x'.repeat(1_100_000) }), 413],
  ['a cursor that is none', '/v1/shelves/x/books?cursor=nonsense', {}, 400],
] as const

for (const [what, path, init, status] of REFUSED) {
  test(`${what} is refused with ${status}, and the ledger says so`, async () => {
    const reply = await call(path, init)
    assert.equal(reply.status, status)
    const entry = acme.ledger.requests().at(-1)
    assert.deepEqual([entry?.status, entry?.verdict === 'refused' || status === 400], [status, true])
  })
}

test('all that is wrong is said at once, and nothing of it is done', async () => {
  const reply = await call('/v1/shelves/wrong/books', sent('POST', { title: '', pages: 1.5 }))
  assert.deepEqual(reply.json.wrong.toSorted(), ['pages: invalid', 'title: invalid'])
  assert.equal((await call('/v1/shelves/wrong/books')).json.total, 3)
})

test('the ledger has the request, its verdict and a hash of its credential', async () => {
  await call('/v1/shelves/seen/books', sent('POST', { title: 'Seen', odd: true }))
  const entry = acme.ledger.only({ path: '/v1/shelves/seen/books', method: 'POST', token: 'library-card' })
  assert.deepEqual(
    [entry.operation, entry.verdict, entry.body, entry.time, entry.headers.authorization],
    ['POST /shelves/{shelf}/books', 'tolerated', { title: 'Seen', odd: true }, NOW, undefined],
  )
  assert.deepEqual(entry.violations, [
    { in: 'body', field: 'odd', code: 'unknown', message: 'is not described' },
  ])
})

test('an answer that the client has is not sent again', async () => {
  const path = '/v1/shelves/tags/books/book-0'
  const etag = (await call(path)).headers.get('etag') ?? ''
  assert.match(etag, /^"\w+"$/)
  const same = await call(path, { headers: { 'if-none-match': `W/"other", ${etag}` } })
  assert.deepEqual([same.status, same.json], [304, undefined])
  await call(path, sent('PATCH', { title: 'Changed' }))
  assert.equal((await call(path, { headers: { 'if-none-match': etag } })).status, 200)
})

test('a write that names another version is refused', async () => {
  const path = '/v1/shelves/versions/books/book-0'
  const etag = (await call(path)).headers.get('etag') ?? ''
  const write = (title: string) => call(path, sent('PATCH', { title }, { 'if-match': etag }))
  assert.deepEqual([(await write('first')).status, (await write('second')).status], [200, 412])
  assert.equal((await call(path)).json.title, 'first')
})

test('a write is done once for one idempotency key', async () => {
  const create = (title: string) =>
    call('/v1/shelves/keys/books', sent('POST', { title }, { 'idempotency-key': 'k1' }))
  const [once, again, other] = [await create('Once'), await create('Once'), await create('Other')]
  assert.deepEqual(again.json, once.json)
  assert.deepEqual(
    [once.headers.get('x-replayed'), again.headers.get('x-replayed'), other.status],
    [null, 'yes', 400],
  )
  assert.equal((await call('/v1/shelves/keys/books')).json.total, 4)
})

test('a fault comes before the effect, or after it', async () => {
  acme.faults.add({ kind: 'server-error', method: 'POST' })
  assert.equal((await call('/v1/shelves/f/books', sent('POST', { title: 'Lost' }))).status, 500)
  acme.faults.add({ kind: 'server-error', method: 'POST', committed: true })
  assert.equal((await call('/v1/shelves/f/books', sent('POST', { title: 'Kept' }))).status, 500)
  assert.deepEqual(titles((await call('/v1/shelves/f/books')).json.books), ['Kept', 'Book 2 of f'])
})

test('a lying list promises pages for ever', async () => {
  acme.faults.add({ kind: 'lying-cursor', as: 'endless', path: '/v1/shelves/lies/books', times: 9 })
  let next = ''
  for (let page = 0; page < 9; page += 1) {
    const { json } = await call(`/v1/shelves/lies/books?cursor=${next}`)
    assert.equal(json.more, true)
    next = json.next
  }
})

test('HEAD answers as GET does, without the body', async () => {
  const head = await call('/v1/shelves/poems/books/book-0', { method: 'HEAD' })
  const get = await call('/v1/shelves/poems/books/book-0')
  assert.deepEqual(
    [head.status, head.json, head.headers.get('etag')],
    [200, undefined, get.headers.get('etag')],
  )
})

test('an allowance that is enforced runs out, and comes back', async () => {
  let now = NOW
  const { call } = await practise({ now: () => now, rateLimit: { limit: 2, enforced: true } })
  const seen = []
  for (let request = 0; request < 3; request += 1) seen.push(await call('/v1/loans'))
  assert.deepEqual(
    seen.map(({ status, headers }) => [status, headers.get('x-left')]),
    [
      [200, '1'],
      [200, '0'],
      [429, '0'],
    ],
  )
  now += 60_000
  assert.equal((await call('/v1/loans')).status, 200)
})

test('the caller brings records of its own, for one collection or for all', async () => {
  const collections = {
    '/shelves/{shelf}/books': [{ id: 'x', title: 'Everywhere' }],
    '/v1/shelves/own/books': [
      { id: 'y', title: 'Second' },
      { id: 'z', title: 'First' },
    ],
  }
  const { call } = await practise({ collections })
  assert.deepEqual(titles((await call('/v1/shelves/own/books')).json.books), ['Second', 'First'])
  assert.equal((await call('/v1/shelves/any/books/x')).json.title, 'Everywhere')
  for (const wrong of [{ '/nowhere': [] }, { '/books/{id}': [] }, { '/loans': [1 as unknown as object] }]) {
    await assert.rejects(emulate(acmeVendor, { collections: wrong }), TypeError)
  }
})

test('recordings fill collections, are paged anew, and take other names', async () => {
  const recordings = [
    {
      method: 'get',
      path: '/v1/shelves/acme-org/books?cursor=1',
      status: 200,
      response: {
        books: [
          { id: '3', title: 'Acme-org c' },
          { id: '2', title: 'b' },
        ],
      },
    },
    {
      method: 'get',
      path: '/v1/shelves/acme-org/books?cursor=2',
      status: 200,
      response: { books: [{ id: '1', title: 'a' }] },
    },
    { method: 'get', path: '/v1/readers/7', status: 200, response: { id: '7', name: 'Recorded' } },
    { method: 'get', path: '/v1/unknown', status: 200, response: [] },
  ]
  const { call } = await practise({ recordings: { 'acme-org': 'own' } }, { ...acmeVendor, recordings })
  assert.deepEqual(titles((await call('/v1/shelves/own/books?limit=3')).json.books), ['Acme-org c', 'b', 'a'])
  assert.equal((await call('/v1/readers/7')).json.name, 'Recorded')
})

test('the same seed and clock give the same answers and the same ledger', async () => {
  const walk = async (seed: string) => {
    const { acme, call } = await practise({ seed, now: () => NOW })
    const answers = []
    for (const path of ['/v1/opening-hours', '/v1/books', '/v1/readers/a'])
      answers.push((await call(path)).json)
    answers.push((await call('/v1/shelves/s/books', sent('POST', { title: 'x' }))).json)
    acme.faults.add({ kind: 'conflict', probability: 0.5 })
    for (let round = 0; round < 20; round += 1) answers.push((await call('/v1/loans')).status)
    return [answers, acme.ledger.requests()]
  }
  assert.deepEqual(await walk('a'), await walk('a'))
  assert.notDeepEqual((await walk('a'))[0], (await walk('b'))[0])
})

const SENSELESS = [
  [
    'an operation that is not described',
    { resources: { x: { key: 'id', operations: { 'GET /nothing': 'list' } } } },
  ],
  ['a verb that there is not', { resources: { x: { key: 'id', operations: { 'GET /loans': 'fetch' } } } }],
  [
    'two words for one operation',
    {
      resources: {
        x: { key: 'id', operations: { 'GET /loans': 'list' } },
        y: { key: 'id', operations: { 'GET /loans': 'list' } },
      },
    },
  ],
  ['a member that the language does not have', { resource: {} }],
  ['a problem that nothing tells', { problems: { bored: { status: 400, body: {} } } }],
  ['a template that cannot be read', { problems: { invalid: { status: 400, body: '{not an expression}' } } }],
  ['a schema that is not described', { resources: { x: { key: 'id', schema: 'Nothing', operations: {} } } }],
] as const

for (const [what, wrong] of SENSELESS) {
  test(`a behaviour with ${what} does not start`, async () => {
    await assert.rejects(
      emulate({ ...acmeVendor, behaviour: { title: 'x', problems: {}, ...wrong } }),
      TypeError,
    )
  })
}

test('a port that is taken is said so, and closing frees it', async () => {
  const port = Number(new URL(acme.url).port)
  await assert.rejects(emulate(acmeVendor, { port }), { code: 'EADDRINUSE' })
  const other = await emulate(acmeVendor)
  await other.close()
  await assert.rejects(caller(other)('/v1/loans'))
})
