import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { type Emulator, emulate } from '../emulate.ts'
import type { EmulateOptions } from '../emulate-options.ts'
import type { JsonObject } from '../json.ts'
import { shopVendor } from './testing/shop.ts'

const NOW = Date.parse('2026-01-02T03:04:05Z')
const start = (options: EmulateOptions = {}) =>
  emulate(shopVendor, { now: () => NOW, seed: 'shop', ...options })

interface Body {
  // biome-ignore lint/suspicious/noExplicitAny: a test reads any answer.
  readonly data?: any
  readonly errors?: readonly JsonObject[]
}

const headers = { authorization: 'Bearer key', 'content-type': 'application/json' }

async function send(shop: Emulator, body: string, more: Record<string, string> = {}) {
  const response = await fetch(`${shop.url}/graphql`, {
    method: 'POST',
    headers: { ...headers, ...more },
    body,
  })
  return { status: response.status, body: (await response.json()) as Body }
}

const ask = async (shop: Emulator, query: string, variables: object = {}): Promise<Body> =>
  (await send(shop, JSON.stringify({ query, variables }))).body

describe('the GraphQL surface', () => {
  it('gives each sample values that fit and a link that stays', async () => {
    await using shop = await start()
    const query =
      '{ books(first: 3) { totalCount nodes { id title createdAt subtitle shelf { id name kind } tags { name books { title } } } } }'
    const { data } = await ask(shop, query)
    assert.equal(data.books.totalCount, 4)
    const [book] = data.books.nodes
    assert.match(book.id, /^[\da-f-]{36}$/)
    assert.ok(Date.parse(book.createdAt) < NOW)
    assert.equal(book.subtitle, null)
    assert.ok(['Left', 'Right', 'Top'].includes(book.shelf.name))
    assert.deepEqual(book.tags, [{ name: 'old', books: [{ title: 'A' }] }])
    assert.deepEqual((await ask(shop, query)).data, data)
    await using again = await start()
    assert.deepEqual((await ask(again, query)).data, data)
    await using other = await start({ seed: 'another' })
    assert.notDeepEqual((await ask(other, query)).data, data)
  })

  it('has an object that cannot be null, though nobody gave it', async () => {
    await using shop = await start()
    const { data } = await ask(shop, '{ shelves(first: 1) { nodes { notes { text stars open } } } }')
    const [{ notes }] = data.shelves.nodes
    assert.equal(typeof notes.text, 'string')
    assert.deepEqual([notes.stars, notes.open], [0, false])
  })

  it('pages forwards and backwards by opaque cursors', async () => {
    await using shop = await start()
    const query =
      'query ($first: Int, $last: Int, $after: String, $before: String) { shelves(first: $first, last: $last, after: $after, before: $before) { edges { cursor node { name } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }'
    const names = ({ data }: Body) =>
      data.shelves.edges.map(({ node }: { node: { name: string } }) => node.name)
    const first = await ask(shop, query)
    assert.deepEqual(names(first), ['Left', 'Right'])
    const { pageInfo, edges } = first.data.shelves
    assert.equal(pageInfo.endCursor, edges[1].cursor)
    assert.deepEqual([pageInfo.hasNextPage, pageInfo.hasPreviousPage], [true, false])
    const second = await ask(shop, query, { after: pageInfo.endCursor })
    assert.deepEqual(names(second), ['Top'])
    assert.equal(second.data.shelves.pageInfo.hasPreviousPage, true)
    assert.deepEqual(names(await ask(shop, query, { last: 1 })), ['Top'])
    assert.deepEqual(names(await ask(shop, query, { before: edges[1].cursor, last: 2 })), ['Left'])
    assert.equal((await ask(shop, query, { first: 4 })).errors?.length, 1)
    assert.equal((await ask(shop, query, { after: 'x' })).errors?.length, 1)
  })

  it('filters by records that lead back, and does not guess at a filter that it does not have', async () => {
    await using shop = await start()
    const query =
      'query ($filter: ShelfFilter) { shelves(filter: $filter, first: 3) { nodes { name books(first: 3) { nodes { title } } } } }'
    const all = (await ask(shop, query)).data.shelves.nodes
    const holder = all.find((shelf: { books: { nodes: { title: string }[] } }) =>
      shelf.books.nodes.some(({ title }) => title === 'A'),
    )
    const found = await ask(shop, query, { filter: { books: { some: { title: { eq: 'A' } } } } })
    assert.deepEqual(
      found.data.shelves.nodes.map(({ name }: { name: string }) => name),
      [holder.name],
    )
    const unknown = await ask(shop, query, { filter: { weight: { eq: '1' } } })
    assert.match(String(unknown.errors?.[0]?.message), /"weight" is not emulated/)
  })

  it('creates, finds by another name, changes and deletes', async () => {
    await using shop = await start()
    const [{ id: shelfId }] = (await ask(shop, '{ shelves { nodes { id } } }')).data.shelves.nodes
    const create =
      'mutation ($input: BookInput!) { bookCreate(input: $input) { ok book { id title createdAt shelf { id } } } }'
    const made = (await ask(shop, create, { input: { title: 'E', shelfId } })).data.bookCreate
    assert.equal(made.book.shelf.id, shelfId)
    assert.equal(made.book.createdAt, '2026-01-02T03:04:05.000Z')
    assert.equal((await ask(shop, '{ book(id: "E") { id } }')).data.book.id, made.book.id)
    assert.equal(
      (await ask(shop, `{ node(id: "${made.book.id}") { __typename ... on Book { title } } }`)).data.node
        .title,
      'E',
    )
    await ask(shop, 'mutation { bookUpdate(id: "E", input: { title: "F" }) { ok } }')
    assert.equal((await ask(shop, '{ book(id: "F") { id } }')).data.book.id, made.book.id)
    const gone = await ask(shop, 'mutation { bookDelete(id: "F") { book { title } } }')
    assert.equal(gone.data.bookDelete.book.title, 'F')
    assert.deepEqual((await ask(shop, '{ book(id: "F") { id } }')).errors, [
      { type: 'NOT_FOUND', message: 'No Book F', locations: [{ line: 1, column: 3 }], path: ['book'] },
    ])
  })

  it('refuses a link to nothing, a name that is taken, and what the behaviour refuses', async () => {
    await using shop = await start()
    const create = 'mutation ($input: BookInput!) { bookCreate(input: $input) { ok } }'
    assert.equal(
      (await ask(shop, create, { input: { shelfId: 'nowhere' } })).errors?.[0]?.message,
      'No Shelf nowhere',
    )
    assert.equal(
      (await ask(shop, create, { input: { tagIds: ['nothing'] } })).errors?.[0]?.message,
      'No Tag nothing',
    )
    assert.equal(
      (await ask(shop, create, { input: { title: 'A' } })).errors?.[0]?.message,
      'There is one already',
    )
    const refused = await ask(shop, 'mutation { bookUpdate(id: "B", input: { title: "Z" }) { ok } }')
    assert.equal(refused.errors?.[0]?.message, 'The credential does not allow this')
  })

  it('shares its records with the REST API', async () => {
    await using shop = await start()
    await fetch(`${shop.url}/parcels`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ id: 'p1', weight: 7, sender_name: 'Ada' }),
    })
    const { data } = await ask(
      shop,
      '{ parcels(first: 3) { nodes { id } } node(id: "p1") { ... on Parcel { weight senderName } } }',
    )
    assert.deepEqual(data.node, { weight: 7, senderName: 'Ada' })
    const listed = (await (await fetch(`${shop.url}/parcels`, { headers })).json()) as { id: string }[]
    assert.deepEqual(
      data.parcels.nodes.map(({ id }: { id: string }) => id),
      listed.slice(0, 3).map(({ id }) => id),
    )
  })

  const refused: readonly (readonly [string, string, number, readonly string[]])[] = [
    ['no JSON', '{', 400, ['unreadable']],
    ['no object', '[]', 400, ['invalid']],
    ['no query', '{}', 400, ['missing']],
    ['a query that is no text', '{"query":1}', 400, ['invalid']],
    ['variables that are no object', '{"query":"{ greeting(name: 1) }","variables":[]}', 400, ['invalid']],
    ['no GraphQL', '{"query":"{"}', 422, ['unreadable']],
    ['a field that is not there', '{"query":"{ nope }"}', 422, ['invalid']],
    ['an argument of another type', '{"query":"{ greeting(name: 1) }"}', 422, ['invalid']],
    [
      'a variable of another type',
      '{"query":"query ($n: String!) { greeting(name: $n) }","variables":{"n":1}}',
      422,
      ['invalid'],
    ],
    [
      'a scalar of another form',
      '{"query":"mutation { bookCreate(input: { printedAt: \\"soon\\" }) { ok } }"}',
      422,
      ['invalid'],
    ],
    [
      'an unused fragment',
      '{"query":"{ greeting(name: \\"a\\") } fragment F on Book { id }"}',
      422,
      ['invalid'],
    ],
    [
      'several operations and no name',
      '{"query":"query A { greeting(name: \\"a\\") } query B { greeting(name: \\"b\\") }"}',
      422,
      ['invalid'],
    ],
    [
      'a document that is too deep',
      JSON.stringify({
        query: '{ books { nodes { shelf { books { nodes { shelf { books { nodes { id } } } } } } } } }',
      }),
      422,
      ['invalid'],
    ],
  ]
  for (const [name, body, status, codes] of refused) {
    it(`refuses ${name}`, async () => {
      await using shop = await start()
      assert.equal((await send(shop, body)).status, status)
      const [entry] = shop.ledger.requests()
      assert.equal(entry?.verdict, 'refused')
      assert.deepEqual(
        entry?.violations.map(({ code }) => code),
        codes,
      )
    })
  }

  it('takes the operation that is named, and knows it by its first field', async () => {
    await using shop = await start()
    const query =
      'query A { greeting(name: "a") } query B { ...F } fragment F on Query { hello: greeting(name: "b") }'
    const { body } = await send(shop, JSON.stringify({ query, operationName: 'B' }))
    assert.deepEqual(body, { data: { hello: 'Hello b' } })
    assert.equal(shop.ledger.requests()[0]?.operation, 'query greeting')
  })

  it('is not fooled by names of every object', async () => {
    await using shop = await start()
    for (const id of ['__proto__', 'constructor', 'toString']) {
      const { data, errors } = await ask(
        shop,
        'query ($id: ID!) { shelf(id: $id) { id } node(id: $id) { id } }',
        { id },
      )
      assert.deepEqual(data, { shelf: null, node: null })
      assert.equal(errors?.length, 1)
    }
  })

  it('plays faults by the name of an operation', async () => {
    await using shop = await start({ faults: [{ kind: 'in-band-error', operation: 'query greeting' }] })
    assert.deepEqual(await ask(shop, '{ greeting(name: "a") }'), {
      data: null,
      errors: [{ message: 'busy' }],
    })
    assert.deepEqual(await ask(shop, '{ greeting(name: "a") }'), { data: { greeting: 'Hello a' } })
  })

  it('lies about the next page for ever', async () => {
    await using shop = await start({ faults: [{ kind: 'lying-cursor', as: 'endless', times: 5 }] })
    let after: string | null = null
    for (let page = 0; page < 5; page += 1) {
      const { data }: Body = await ask(
        shop,
        'query ($after: String) { books(after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      )
      assert.equal(data.books.pageInfo.hasNextPage, true)
      after = data.books.pageInfo.endCursor
    }
  })

  const graphql = shopVendor.behaviour.graphql
  const wrong: readonly (readonly [string, object, RegExp])[] = [
    ['a field that is not there', { ...graphql, fields: { 'Query.nope': 'x' } }, /no field "Query.nope"/],
    ['a type that is not there', { ...graphql, types: { Nope: { resource: 'books' } } }, /no type "Nope"/],
    [
      'a resource that is not there',
      { ...graphql, types: { Book: { resource: 'nope' } } },
      /no resource "nope"/,
    ],
    ['an error that nothing tells', { ...graphql, errors: { nope: {} } }, /Nothing tells the error "nope"/],
    ['a word that is not there', { ...graphql, nope: 1 }, /nope/],
  ]
  for (const [name, behaviour, message] of wrong) {
    it(`does not start with ${name}`, async () => {
      const vendor = { ...shopVendor, behaviour: { ...shopVendor.behaviour, graphql: behaviour } }
      await assert.rejects(emulate(vendor), message)
    })
  }
})
