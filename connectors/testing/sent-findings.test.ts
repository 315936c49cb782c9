import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bearer,
  type Definition,
  defineConnector,
  entity,
  mutation,
  patch,
  post,
} from '@sallyport/definition'
import { Type } from 'typebox'
import { Practice } from './practice.ts'
import { sentFindings } from './sent-findings.ts'

const params = {
  name: Type.String(),
  size: Type.Optional(Type.Integer()),
  tags: Type.Optional(Type.Array(Type.String())),
  note: Type.Optional(Type.Union([Type.String(), Type.Null()])),
}

const definition: Definition = defineConnector({
  slug: 'cats',
  id: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11',
  title: 'Cats',
  about: 'Cats.',
  source: { package: 'handwritten', version: '1', file: 'https://cats.example', licence: 'none' },
  server: { url: 'https://api.example' },
  auth: { token: bearer({ field: 'token', title: 'Token' }) },
  errors: { rules: [], message: ['message'] },
  entities: {
    cats: entity({
      about: 'Cats.',
      record: Type.Object({ id: Type.String() }),
      key: ['id'],
      actions: {
        create: post('/cats', {
          params,
          fixed: { tame: true },
          wire: { name: { as: 'cat.name' }, size: { in: 'header', as: 'x-size' } },
        }),
        form: post('/cats/form', { params, encoding: { body: 'form', lists: 'comma' } }),
        update: patch('/cats/{id}', {
          params: { id: Type.String(), ...params },
          wire: { tags: { in: 'query' } },
        }),
        make: mutation('mutation ($input: CatInput!) { make(input: $input) { id } }', {
          params,
          input: 'input',
        }),
      },
    }),
  },
})

const practice = new Practice(definition, {})

/** What was given, what the vendor saw, and what is then found. */
const ROWS: readonly (readonly [
  action: string,
  given: Record<string, unknown>,
  seen: object,
  ...found: string[],
])[] = [
  ['create', { name: 'Tom' }, { body: { tame: true, cat: { name: 'Tom' } } }],
  ['create', { name: 'Tom' }, { body: { cat: { name: 'Tom' } } }, 'sent.body.tame is undefined, not "true"'],
  [
    'create',
    { name: 'Tom' },
    { body: { tame: true, name: 'Tom' } },
    'sent.body.cat is undefined, not {"name":"Tom"}',
    'sent.body.name is "Tom", not undefined',
  ],
  [
    'create',
    { name: 'Tom', size: 3 },
    { body: { tame: true, cat: { name: 'Tom' } }, headers: { 'x-size': '3' } },
  ],
  [
    'create',
    { name: 'Tom', size: 3 },
    { body: { tame: true, cat: { name: 'Tom' } } },
    'sent.headers.x-size is undefined, not 3',
  ],
  ['create', { name: 'Tom', note: null }, { body: { tame: true, cat: { name: 'Tom' }, note: null } }],
  [
    'create',
    { name: 'Tom', note: null },
    { body: { tame: true, cat: { name: 'Tom' } } },
    'sent.body.note is undefined, not null',
  ],
  [
    'create',
    { name: 'Tom', tags: ['a', 'b'] },
    { body: { tame: true, cat: { name: 'Tom' }, tags: ['b', 'a'] } },
    'sent.body.tags is ["b","a"], not ["a","b"]',
  ],
  [
    'create',
    { name: 'Tom' },
    { method: 'PUT', body: { tame: true, cat: { name: 'Tom' } } },
    'sent.method is PUT',
  ],
  [
    'form',
    { name: 'Tom', size: 3, tags: ['a', 'b'], note: null },
    { body: { name: 'Tom', size: '3', tags: 'a,b', note: '' } },
  ],
  [
    'form',
    { name: 'Tom', tags: ['a', 'b'] },
    { body: { name: 'Tom', tags: ['a', 'b'] } },
    'sent.body.tags is ["a","b"], not "a,b"',
  ],
  [
    'update',
    { id: '1', name: 'Tom', tags: ['a'] },
    { method: 'PATCH', query: { 'tags[]': ['a'] }, body: { name: 'Tom' } },
  ],
  [
    'update',
    { id: '1', name: 'Tom', tags: ['a'] },
    { method: 'PATCH', body: { name: 'Tom', tags: ['a'] } },
    'sent.query.tags is undefined, not ["a"]',
    'sent.body.tags is ["a"], not undefined',
  ],
  ['make', { name: 'Tom', size: 3 }, { body: { query: '', variables: { input: { name: 'Tom', size: 3 } } } }],
  [
    'make',
    { name: 'Tom' },
    { body: { query: '', variables: { name: 'Tom' } } },
    'sent.body.input is undefined, not {"name":"Tom"}',
    'sent.body.name is "Tom", not undefined',
  ],
  // The ledger keeps no secrets.
  ['form', { name: 'Tom' }, { body: {}, presented: { name: 'a hash' } }],
]

for (const [action, given, seen, ...found] of ROWS) {
  test(`${action} of ${JSON.stringify(given)} seen as ${JSON.stringify(seen)}: ${found[0] ?? 'nothing is wrong'}`, () => {
    const named = practice.find('cats', action)
    assert.ok(named)
    const entry = { ...ENTRY, ...seen } as Parameters<typeof sentFindings>[0]['entry']
    const findings = sentFindings({ definition, named, params: given, entry })
    assert.deepEqual(
      findings.map(({ at, problem }) => `${at.split(' ')[1]} ${problem}`),
      found,
    )
  })
}

const ENTRY = {
  time: 0,
  method: 'POST',
  path: '/',
  operation: null,
  query: {},
  headers: {},
  body: null,
  credential: null,
  presented: {},
  verdict: 'valid',
  violations: [],
  fault: null,
  status: 200,
}
