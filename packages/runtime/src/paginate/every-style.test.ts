import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  apiKey,
  connection,
  cursor,
  defineConnector,
  entity,
  get,
  keyset,
  linkHeader,
  nextUrl,
  offset,
  pageNumber,
  query,
  timeWindow,
} from '@sallyport/definition'
import { Type } from 'typebox'
import { createAuthorizer } from '../authorize/authorizer.ts'
import { matchCredential } from '../authorize/match-credential.ts'
import { resolve } from '../resolve/resolve.ts'
import { run } from '../run.ts'
import { createSender } from '../send/sender.ts'
import { serve, type UpstreamServer } from '../send/testing/upstream-server.ts'
import { rejectionOf } from '../testing/failure-of.ts'

const SIZE = 'size'
const max = 4
const words = { params: { word: Type.Optional(Type.String()) } }
const FOUND =
  'query ($first: Int, $after: String) { books { nodes { id } pageInfo { hasNextPage endCursor } } }'

/** One list of seven books, walked in every way that the language knows. */
const library = defineConnector({
  slug: 'library',
  id: '7d3d9a52-6a0b-4a27-9f5f-0a1c2b3d4e5f',
  title: 'Library',
  about: 'Books.',
  source: { package: 'handwritten', version: '1', file: 'https://library.example/docs', licence: 'none' },
  server: { url: 'https://library.example' },
  auth: { key: apiKey({ field: 'key', name: 'x-key', title: 'Key' }) },
  errors: { rules: [], message: [] },
  entities: {
    books: entity({
      about: 'Books.',
      record: Type.Object({ id: Type.String(), at: Type.String() }),
      key: ['id'],
      actions: {
        list_link: get('/link', { ...words, page: linkHeader({ size: SIZE, max, place: ['from'] }) }),
        list_url: get('/url', {
          ...words,
          records: 'data',
          page: nextUrl({ size: SIZE, max, next: 'next', place: ['from'] }),
        }),
        list_cursor: get('/cursor', {
          ...words,
          records: 'data',
          page: cursor({ size: SIZE, max, after: 'from', next: 'next' }),
        }),
        list_keyset: get('/keyset', {
          ...words,
          records: 'data',
          page: keyset({ size: SIZE, max, after: 'after', key: 'id', more: 'more' }),
        }),
        list_page: get('/page', {
          ...words,
          records: 'data',
          page: pageNumber({ size: SIZE, max, after: 'page' }),
        }),
        list_told_page: get('/page', {
          ...words,
          records: 'data',
          page: pageNumber({ size: SIZE, max, after: 'page', more: 'more' }),
        }),
        list_zero_page: get('/zero', {
          ...words,
          records: 'data',
          page: pageNumber({ size: SIZE, max, after: 'page', first: 0 }),
        }),
        list_offset: get('/offset', {
          ...words,
          records: 'data',
          page: offset({ size: SIZE, max, after: 'skip' }),
        }),
        list_total: get('/offset', {
          ...words,
          records: 'data',
          page: offset({ size: SIZE, max, after: 'skip', total: 'total' }),
        }),
        list_window: get('/window', {
          ...words,
          records: 'data',
          page: timeWindow({ size: SIZE, max, after: 'before', time: 'at' }),
        }),
        list_found: query(FOUND, {
          records: 'data.books.nodes',
          page: connection({ info: 'data.books.pageInfo', max }),
        }),
      },
    }),
  },
})

const ALL = Array.from({ length: 7 }, (_, index) => ({
  id: `b${index}`,
  at: `2026-01-${String(20 - index).padStart(2, '0')}T00:00:00Z`,
}))

/** How far into the list a request asks, by the parameter of its style. */
const FROM: Readonly<Record<string, (asked: URLSearchParams, size: number) => number>> = {
  link: (asked) => Number(asked.get('from') ?? 0),
  url: (asked) => Number(asked.get('from') ?? 0),
  cursor: (asked) => Number(asked.get('from') ?? 0),
  keyset: (asked) => ALL.findIndex(({ id }) => id === asked.get('after')) + 1,
  page: (asked, size) => (Number(asked.get('page') ?? 1) - 1) * size,
  zero: (asked, size) => Number(asked.get('page') ?? 0) * size,
  offset: (asked) => Number(asked.get('skip') ?? 0),
  window: (asked) => ALL.findIndex(({ at }) => at === asked.get('before')) + 1,
  graphql: (asked) => Number(asked.get('after') ?? 0),
}

function answer(style: string, asked: URLSearchParams): { body: unknown; link?: string } {
  const size = Number(asked.get(style === 'graphql' ? 'first' : SIZE) ?? max)
  const from = FROM[style]?.(asked, size) ?? 0
  const data = ALL.slice(from, from + size)
  const to = from + data.length
  const more = to < ALL.length
  if (style === 'graphql') {
    return {
      body: { data: { books: { nodes: data, pageInfo: { hasNextPage: more, endCursor: String(to) } } } },
    }
  }
  const next = new URLSearchParams({ ...Object.fromEntries(asked), from: String(to) })
  const target = `https://evil.example/elsewhere?${next}`
  if (style === 'link') return { body: data, ...(more && { link: `<${target}>; rel="next"` }) }
  const mark = style === 'url' ? target : String(to)
  return { body: { data, more, total: ALL.length, ...(more && { next: mark }) } }
}

let server: UpstreamServer
let sender: ReturnType<typeof createSender>
before(async () => {
  server = await serve((response, { target, body }) => {
    const { pathname, searchParams } = new URL(target, 'https://library.example')
    const style = pathname.slice(1)
    const { variables = {} } = body === '' ? {} : JSON.parse(body)
    const asked = style === 'graphql' ? new URLSearchParams(variables) : searchParams
    const { body: sent, link } = answer(style, asked)
    response
      .writeHead(200, { 'content-type': 'application/json', ...(link && { link }) })
      .end(JSON.stringify(sent))
  })
  sender = createSender({ allowLoopbackOrigins: new Map([['https://library.example', server.origin]]) })
})
after(async () => {
  await sender.close()
  await server[Symbol.asyncDispose]()
})

const authorizer = createAuthorizer(library, matchCredential(library, { key: 'secret-key' }))

function read(action: string, options: { limit?: number; cursor?: string; params?: object }) {
  const call = resolve(
    { definition: library, config: {} },
    { entity: 'books', action, ...options, params: { ...options.params } },
  )
  return run(call, authorizer, {
    sender,
    callId: 'call',
    now: () => 0,
    random: () => 0,
    wait: async () => {},
  })
}

for (const [action, { page }] of Object.entries(library.entities.books.actions)) {
  for (const limit of [undefined, 3, 1]) {
    test(`${action} (${page.style}) is walked to its end, ${limit ?? 'as many as come'} at a time, each book once`, async () => {
      const seen: unknown[] = []
      let next: string | null = null
      let pages = 0
      do {
        const { data, page: at } = await read(action, {
          ...(limit && { limit }),
          ...(next !== null && { cursor: next }),
        })
        assert.ok(Array.isArray(data) && at)
        assert.ok(data.length <= (limit ?? max))
        assert.equal(at.complete, at.nextCursor === null)
        seen.push(...data)
        next = at.nextCursor
        pages++
      } while (next !== null && pages < 20)
      assert.deepEqual(seen, ALL)
      assert.ok(pages >= 2)
    })
  }
}

test('the parameters of a list go along with each of its pages', async () => {
  for (const action of ['list_page', 'list_offset', 'list_window', 'list_url']) {
    const params = { word: 'rain' }
    const { page } = await read(action, { limit: 3, params })
    await read(action, { cursor: page?.nextCursor ?? assert.fail('there is a next page'), params })
    const targets = server.seen.slice(-2).map(({ target }) => new URL(target, 'https://library.example'))
    for (const { searchParams } of targets)
      assert.deepEqual([searchParams.get('word'), searchParams.get(SIZE)], ['rain', '3'])
  }
})

test('a cursor whose page has no size of ours is refused', async () => {
  for (const place of ['page=2&size=99', 'page=2&size=x', 'page=2&size=0']) {
    const forged = Buffer.from(place).toString('base64url')
    assert.equal((await rejectionOf(read('list_page', { cursor: forged }))).code, 'invalid_cursor')
  }
})
