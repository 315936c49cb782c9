import type { ServerResponse } from 'node:http'
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
import type { CallRequest, ResolvedCall } from '../resolve/resolved-call.ts'
import type { SeenRequest } from '../send/testing/upstream-server.ts'

const sized = { size: 'count', max: 10 }
const marked = { ...sized, after: 'from' }
const records = 'items'
const aliases = { per_page: 'limit', starting_after: 'cursor' } as const

/** A third party whose one list is walked in every way that there is. */
export const library = defineConnector({
  slug: 'library',
  id: '6b1d2c3e-4f50-4a61-8b72-9c83ad94be05',
  title: 'Library',
  about: 'Books.',
  source: { package: 'handwritten', version: '1', file: 'https://library.example/docs', licence: 'none' },
  server: { url: 'https://library.example' },
  auth: { key: apiKey({ field: 'key', name: 'x-key', title: 'Key' }) },
  errors: { rules: [], message: [] },
  entities: {
    books: entity({
      about: 'Books.',
      record: Type.Object({ id: Type.Integer() }),
      key: ['id'],
      actions: {
        list_link: get('/link', { records, aliases, page: linkHeader({ ...sized, place: ['from'] }) }),
        list_url: get('/url', {
          records,
          aliases,
          page: nextUrl({ ...sized, next: 'next', place: ['from'] }),
        }),
        list_cursor: get('/cursor', { records, aliases, page: cursor({ ...marked, next: 'mark' }) }),
        list_keyset: get('/keyset', {
          records,
          aliases,
          page: keyset({ ...marked, key: 'id', more: 'more' }),
        }),
        list_page: get('/page', { records, aliases, page: pageNumber(marked) }),
        list_offset: get('/offset', { records, aliases, page: offset({ ...marked, total: 'total' }) }),
        list_window: get('/window', { records, aliases, page: timeWindow({ ...marked, time: 'id' }) }),
        list_connection: query('query ($first: Int, $after: String) { items { nodes { id } } }', {
          aliases,
          records: 'data.items',
          page: connection({ info: 'data.info', max: 10 }),
        }),
      },
    }),
  },
})

export const LIBRARY_LISTS = Object.keys(library.entities.books.actions)
export const libraryAuthorizer = createAuthorizer(
  library,
  matchCredential(library, { key: 'secret-of-readers' }),
)

export function libraryCall(
  action: string,
  request: Omit<CallRequest, 'entity' | 'action'> = {},
): ResolvedCall {
  return resolve({ definition: library, config: {} }, { entity: 'books', action, ...request })
}

/** All books there are. */
export const BOOKS = [1, 2, 3, 4, 5]

/** Gives a page as a third party of the style in the path does. It knows the parameters of its own and no others. */
export function giveBooks(response: ServerResponse, { target, body }: SeenRequest): void {
  const url = new URL(target, 'https://library.example')
  const style = url.pathname.slice(1)
  const asked = style === 'graphql' ? variablesOf(body) : url.searchParams
  const size = Number(asked.get('count') ?? asked.get('first') ?? 2)
  const mark = Number(asked.get('from') ?? asked.get('after') ?? (style === 'page' ? 1 : 0))
  const start = style === 'page' ? (mark - 1) * size : mark
  const items = BOOKS.slice(start, start + size).map((id) => ({ id }))
  const end = start + items.length
  const more = end < BOOKS.length
  const next = more ? `https://library.example/elsewhere?from=${end}&count=${size}` : null
  if (style === 'link' && next !== null) response.setHeader('link', `<${next}>; rel="next"`)
  response.setHeader('content-type', 'application/json')
  const info = { hasNextPage: more, endCursor: String(end) }
  const told = {
    next: style === 'url' ? next : null,
    mark: more ? String(end) : '',
    more,
    total: BOOKS.length,
  }
  response.end(JSON.stringify({ items, ...told, data: { items, info } }))
}

function variablesOf(body: string): URLSearchParams {
  const { variables } = JSON.parse(body) as { variables: Record<string, string> }
  return new URLSearchParams(variables)
}
