import {
  apiKey,
  connection,
  cursor,
  defineConnector,
  entity,
  get,
  keyset,
  mutation,
  post,
  query,
} from '@sallyport/definition'
import { Type } from 'typebox'
import { createAuthorizer } from '../authorize/authorizer.ts'
import { matchCredential } from '../authorize/match-credential.ts'
import { resolve } from '../resolve/resolve.ts'
import type { CallRequest, ResolvedCall } from '../resolve/resolved-call.ts'

const letter = Type.Object({ id: Type.String(), text: Type.Optional(Type.String()) })
const text = Type.String()

/** A third party unlike REST: forms, marks in bodies, errors in answers of 200, GraphQL. */
export const postOffice = defineConnector({
  slug: 'post-office',
  id: '4f8b6a52-6a0b-4a27-9f5f-0a1c2b3d4e5f',
  title: 'Post office',
  about: 'Letters.',
  source: { package: 'handwritten', version: '1', file: 'https://post.example/docs', licence: 'none' },
  server: { url: 'https://post.example' },
  encoding: { body: 'form', lists: 'indices' },
  idempotency: { header: 'x-once' },
  auth: { key: apiKey({ field: 'key', name: 'x-key', title: 'Key' }) },
  errors: {
    inBand: { at: 'errors' },
    rules: [{ when: { body: { 'errors.0.code': ['gone', 'lost'] } }, is: 'upstream_not_found' }],
    message: ['errors.0.message'],
  },
  entities: {
    letters: entity({
      about: 'Letters.',
      record: letter,
      key: ['id'],
      actions: {
        list: get('/letters', {
          params: {
            sent: Type.Optional(Type.Object({ gte: Type.Integer() })),
            tags: Type.Optional(Type.Array(text)),
          },
          records: 'data',
          page: keyset({ after: 'after', size: 'limit', max: 10, key: 'id', more: 'more' }),
        }),
        list_drafts: get('/drafts', {
          records: 'data',
          page: cursor({ after: 'cursor', size: 'count', max: 10, next: 'meta.next' }),
        }),
        list_found: query('query ($first: Int, $after: String, $word: String) { letters { nodes { id } } }', {
          params: { word: Type.Optional(text) },
          records: 'data.letters.nodes',
          page: connection({ info: 'data.letters.pageInfo', max: 10 }),
        }),
        image: get('/letters/{id}/image', { params: { id: text }, fixed: { size: 'full' }, gives: 'file' }),
        scan: post('/scans', { params: { name: text }, takes: { as: 'related' } }),
        create: post('/letters', { params: { text, to: Type.Array(Type.Object({ city: text })) } }),
        send: mutation('mutation ($input: SendInput!) { send(input: $input) { letter { id } } }', {
          params: { id: text, express: Type.Optional(Type.Boolean()) },
          input: 'input',
          effect: 'external_message',
          records: 'data.send.letter',
        }),
      },
    }),
  },
})

export const KEY = 'secret-key-of-the-post'
export const postAuthorizer = createAuthorizer(postOffice, matchCredential(postOffice, { key: KEY }))

export function letterCall(
  action: string,
  request: Omit<CallRequest, 'entity' | 'action'> = {},
): ResolvedCall {
  return resolve({ definition: postOffice, config: {} }, { entity: 'letters', action, ...request })
}
