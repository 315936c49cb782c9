import { apiKey, defineConnector, entity, get, post, put, unpaged } from '@sallyport/definition'
import { Type } from 'typebox'
import { createAuthorizer } from '../authorize/authorizer.ts'
import { matchCredential } from '../authorize/match-credential.ts'
import { resolve } from '../resolve/resolve.ts'
import type { ResolvedCall } from '../resolve/resolved-call.ts'

const text = Type.String()
const id = { id: text }

/** A third party that keeps files in every way that there is, on three origins. */
export const archive = defineConnector({
  slug: 'archive',
  id: '2f6d1b0e-7a4c-4c1d-8f39-5d0e6c7b8a91',
  title: 'Archive',
  about: 'Files.',
  source: { package: 'handwritten', version: '1', file: 'https://archive.example/docs', licence: 'none' },
  server: {
    url: 'https://archive.example',
    headers: { 'x-version': '1' },
    origins: {
      uploads: { url: 'https://uploads.archive.example', credential: true },
      objects: { url: 'https://objects.example', credential: false },
    },
  },
  auth: { key: apiKey({ field: 'key', name: 'x-key', title: 'Key' }) },
  errors: { inBand: { at: 'ok', is: false }, rules: [], message: ['error'] },
  entities: {
    files: entity({
      about: 'Files.',
      record: Type.Object({ id: text }),
      key: ['id'],
      actions: {
        download: get('/files/{id}', { params: id, gives: 'file' }),
        download_shared: get('/shares/{id}', { params: id, gives: { at: 'file.url' } }),
        list_rows: get('/rows', { decode: 'csv', page: unpaged('It comes whole.') }),
        list_lines: get('/lines', { decode: 'ndjson', page: unpaged('It comes whole.') }),
        list_entries: get('/feed', {
          decode: 'xml',
          records: 'feed.entry',
          page: unpaged('It comes whole.'),
        }),
        get_text: get('/files/{id}/text', { params: id, decode: 'text' }),
        upload_raw: put('/files/{id}', {
          params: { ...id, title: Type.Optional(text) },
          takes: { as: 'raw' },
        }),
        upload_form: post('/forms', {
          params: { title: text, tags: Type.Array(text) },
          takes: { as: 'multipart', field: 'scan' },
        }),
        upload_whole: post('/sessions', {
          params: { title: text, folder: Type.Optional(text) },
          takes: {
            as: 'session',
            address: { at: 'upload.url' },
            method: 'POST',
            tells: { length: 'size', filename: 'name' },
            finish: {
              method: 'POST',
              path: '/sessions/done',
              body: {
                'files.0.id': 'answer.upload.id',
                'files.0.title': 'params.title',
                folder: 'params.folder',
                kind: 'file.type',
              },
            },
          },
        }),
        upload_in_large_pieces: post('/sessions', {
          params: { title: text },
          takes: { as: 'session', address: { header: 'location' }, method: 'PUT', pieces: 8 * 1024 * 1024 },
        }),
        upload_in_pieces: post('/sessions', {
          params: { title: text },
          takes: {
            as: 'session',
            address: { header: 'location' },
            method: 'PUT',
            tellsInHeaders: { 'x-file-type': 'type', 'x-file-size': 'size' },
            pieces: 10,
          },
        }),
      },
    }),
  },
})

export const SECRET = 'secret-key-of-the-archive'
export const archiveAuthorizer = createAuthorizer(archive, matchCredential(archive, { key: SECRET }))

export function archiveCall(action: string, params: Readonly<Record<string, unknown>>): ResolvedCall {
  return resolve({ definition: archive, config: {} }, { entity: 'files', action, params })
}

/** The origins of the archive, each led to a server on this machine. */
export function archiveOrigins(
  to: Readonly<Record<'api' | 'uploads' | 'objects', string>>,
): ReadonlyMap<string, string> {
  return new Map([
    ['https://archive.example', to.api],
    ['https://uploads.archive.example', to.uploads],
    ['https://objects.example', to.objects],
  ])
}
