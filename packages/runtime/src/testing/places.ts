import {
  apiKey,
  defineConnector,
  type Encoding,
  entity,
  get,
  mutation,
  patch,
  post,
} from '@sallyport/definition'
import { Type } from 'typebox'
import { type PlannedRequest, plan } from '../plan.ts'
import { resolve } from '../resolve/resolve.ts'

const anything = Type.Optional(Type.Unknown())
const text = Type.String()
const elsewhere = {
  params: { q: anything, h: anything, b: anything, n: anything },
  fixed: { fq: 'a b', fh: 7, fb: true, fn: ['x', 'y'] },
  wire: {
    q: { in: 'query', as: 'in-query' },
    h: { in: 'header', as: 'x-in-header' },
    b: { in: 'body', as: 'inBody' },
    n: { in: 'body', as: 'deep.er.0' },
    fq: { in: 'query', as: 'fixed-query' },
    fh: { in: 'header', as: 'x-fixed' },
    fb: { in: 'body', as: 'fixed.body' },
    fn: { in: 'body' },
  },
} as const

/** A third party that takes parameters in every place, under names of its own. */
export const places = defineConnector({
  slug: 'places',
  id: '7d8a9b1c-3e5f-4a7b-8c9d-0e1f2a3b4c5d',
  title: 'Places',
  about: 'Places of parameters.',
  source: { package: 'handwritten', version: '1', file: 'https://places.example/docs', licence: 'none' },
  server: { url: 'https://places.example', headers: { 'x-version': '1' } },
  auth: { key: apiKey({ field: 'key', name: 'x-key', title: 'Key' }) },
  errors: { rules: [], message: [] },
  entities: {
    things: entity({
      about: 'Things.',
      record: Type.Object({ id: text }),
      key: ['id'],
      actions: {
        get_usual: get('/things', { params: { v: anything }, fixed: { f: 'x' } }),
        write_json: patch('/things', elsewhere),
        write_form: patch('/things', { ...elsewhere, encoding: { body: 'form' } }),
        write_multipart: patch('/things', { ...elsewhere, encoding: { body: 'multipart' } }),
        get_pair: get('/pairs/{left}.{right}/end', { params: { left: text, right: text } }),
        ask: mutation('mutation ($v: Any, $w: Any) { ask(v: $v, w: $w) { id } }', {
          params: { v: anything, w: anything },
          fixed: { f: 'x' },
          wire: { w: { in: 'variable' } },
        }),
        ask_input: mutation('mutation ($input: In) { ask(input: $input) { id } }', {
          params: { v: anything, w: anything },
          wire: { w: { in: 'variable', as: 'other' } },
          input: 'input',
        }),
        send: post('/things', { params: { v: anything } }),
      },
    }),
  },
})

/** The request that a call of it plans. */
export function plannedAt(action: string, params: Readonly<Record<string, unknown>>): PlannedRequest {
  return plan(resolve({ definition: places, config: {} }, { entity: 'things', action, params }))
}

export type BodyStyle = NonNullable<Encoding['body']>
