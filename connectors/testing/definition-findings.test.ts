import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  bearer,
  type Definition,
  defineConnector,
  del,
  entity,
  get,
  keyset,
  patch,
  post,
} from '@sallyport/definition'
import { Type } from 'typebox'
import { actionFindings } from './action-findings.ts'
import { metadataFindings } from './metadata-findings.ts'
import { modelText } from './model-text.ts'
import { planted } from './planted.ts'
import { storeFindings } from './store-findings.ts'

const id = Type.String()

const definition: Definition = defineConnector({
  slug: 'post',
  id: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11',
  title: 'Post office',
  about: 'Letters.',
  source: { package: 'handwritten', version: '1', file: 'https://post.example', licence: 'none' },
  server: { url: 'https://api.example' },
  auth: { token: bearer({ field: 'token', title: 'Token' }) },
  errors: { rules: [], message: ['message'] },
  entities: {
    people: entity({
      about: 'Who writes.',
      record: Type.Object({ id, name: Type.String() }),
      key: ['id'],
      compact: ['id', 'name'],
      untrusted: ['name'],
      actions: { get: get('/people/{id}', { about: 'One of them.', params: { id } }) },
    }),
    letters: entity({
      about: 'What is written.',
      record: Type.Object({
        id,
        text: Type.String(),
        weight: Type.Integer(),
        sent_at: Type.String(),
        writer: Type.Object({ id }),
        stamps: Type.Array(Type.Object({ colour: Type.String() })),
      }),
      key: ['id'],
      compact: ['id', 'writer.id', 'stamps.colour'],
      untrusted: ['text'],
      search: {
        fields: { weight: 'number', sent_at: 'date', 'stamps.colour': 'keyword' },
        semantic: ['text'],
      },
      sync: { from: 'list', cursor: 'sent_at', since: 'after' },
      relations: { writer: { field: 'writer.id', entity: 'people', key: 'id' } },
      actions: {
        list: get('/letters', {
          about: 'Lists letters.',
          params: { after: Type.Optional(Type.String()), tone: Type.Optional(Type.Enum(['warm', 'cool'])) },
          page: keyset({ after: 'from', size: 'size', max: 10, key: 'id', more: 'more' }),
        }),
        send: post('/letters', {
          about: 'Sends a letter.',
          params: { to: Type.String(), text: Type.String() },
          effect: 'external_message',
          flow: { recipient: ['to'], content: ['text'] },
        }),
        pay: post('/letters/{id}/pay', {
          about: 'Pays for a letter.',
          params: { id, amount: Type.Integer() },
          effect: 'money',
          flow: { amount: ['amount'] },
        }),
        update: patch('/letters/{id}', { about: 'Changes a letter.', params: { id } }),
        delete: del('/letters/{id}', { about: 'Throws a letter away.', params: { id } }),
      },
    }),
  },
})

test('a complete definition has no findings', () => {
  assert.deepEqual(findings(definition), [])
})

const AT = 'entities.letters'
const ACTIONS = `${AT}.actions`

/** A place in the definition, what is put there (`undefined` removes it), and what is then found. */
const PLANTED: readonly (readonly [place: string, value: unknown, ...found: string[]])[] = [
  [`${AT}.compact`, ['id', 'titel'], 'letters compact.titel is no field of the record'],
  [`${AT}.compact`, undefined, 'letters compact is missing'],
  [`${AT}.untrusted`, undefined, 'letters untrusted is missing; it may be empty'],
  [`${AT}.untrusted`, ['writer.name'], 'letters untrusted.writer.name is no field of the record'],
  [`${AT}.search`, undefined, 'letters search is missing'],
  [`${AT}.search.fields.weight`, 'text', 'letters search.weight is integer, and compared as text'],
  [`${AT}.search.fields.size`, 'number', 'letters search.size is no field of the record'],
  [`${AT}.search.semantic`, ['weight'], 'letters search.weight is integer, and compared as text'],
  [`${AT}.sync`, undefined, 'letters sync is missing'],
  [`${AT}.sync.from`, 'send', 'letters sync.from "send" is no list of it'],
  [`${AT}.sync.cursor`, 'changed_at', 'letters sync.cursor.changed_at is no field of the record'],
  [`${AT}.sync.since`, 'since', 'letters sync.since is no parameter of "list"'],
  [
    `${AT}.relations.writer.entity`,
    'persons',
    'letters relations.writer leads to "persons", which is no entity',
  ],
  [
    `${AT}.relations.writer.key`,
    'login',
    'letters relations.writer leads to "login", which people do not have',
  ],
  [`${ACTIONS}.list.page.key`, 'number', 'letters.list page.number is no field of the record'],
  [`${ACTIONS}.list.about`, undefined, 'letters.list about is missing'],
  [
    `${ACTIONS}.list.page`,
    undefined,
    'letters sync.from "list" is no list of it',
    'letters.list has no pages',
  ],
  [
    `${ACTIONS}.send.flow`,
    undefined,
    'letters.send flow.content is missing',
    'letters.send flow.recipient is missing',
  ],
  [`${ACTIONS}.send.flow.content`, ['body'], 'letters.send flow.body is no parameter'],
  [`${ACTIONS}.pay.flow`, undefined, 'letters.pay flow.amount is missing'],
  [`${ACTIONS}.update.effect`, 'read', 'letters.update has the effect read'],
  [`${ACTIONS}.update.method`, 'DELETE', 'letters.update is sent with DELETE'],
  [`${ACTIONS}.delete.effect`, 'write', 'letters.delete deletes with the effect write'],
  [`${ACTIONS}.download`, { ...definition.entities.people?.actions.get }, 'letters.download gives no file'],
]

for (const [place, value, ...found] of PLANTED) {
  test(`${place} = ${JSON.stringify(value)}: ${found[0]}`, () => {
    assert.deepEqual(findings(planted(definition, place, value)), [...found].sort())
  })
}

test('a model reads one line for each operation', () => {
  const lines = modelText(definition).split('\n')
  assert.ok(lines.includes('letters.list(after?: string, tone?: warm|cool) Lists letters.'))
  assert.ok(lines.includes('letters.pay(id: string, amount: integer) Pays for a letter.'))
})

function findings(ours: Definition): string[] {
  const entities = Object.entries(ours.entities)
  return [
    ...metadataFindings(ours),
    ...entities.flatMap(([name, each]) => storeFindings(ours, name, each)),
    ...entities.flatMap(([name, { actions }]) =>
      Object.entries(actions).flatMap(([action, operation]) =>
        actionFindings(`${name}.${action}`, action, operation),
      ),
    ),
  ]
    .map(({ at, problem }) => `${at} ${problem}`)
    .sort()
}
