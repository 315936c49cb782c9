import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bearer, type Definition, defineConnector, entity, get } from '@sallyport/definition'
import { fingerprintsOf } from './fingerprints.ts'
import { modelTexts, textChanges } from './model-texts.ts'

const definition: Definition = defineConnector({
  slug: 'tracker',
  id: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11',
  title: 'Tracker',
  about: 'Issues and people.',
  source: { package: 'handwritten', version: '1', file: 'https://example.com', licence: 'none' },
  server: { url: 'https://api.example.com' },
  config: { team: { title: 'Team', about: 'Whose.', pattern: '[a-z]+', example: 'blue' } },
  auth: { token: bearer({ field: 'token', title: 'Token', about: 'In the settings.' }) },
  errors: { rules: [], message: [] },
  entities: {
    users: entity({
      about: 'People.',
      record: { type: 'object', properties: { id: { type: 'string', description: 'Who.' } } },
      key: ['id'],
      actions: { me: get('/user', {}) },
    }),
  },
})
const { token = assert.fail() } = definition.auth
const { team = assert.fail() } = definition.config ?? {}
const { users = assert.fail() } = definition.entities

type Change = readonly [title: string, changed: Definition, texts: boolean, access: boolean]

const changes: readonly Change[] = [
  ['the title', { ...definition, title: 'Tracking' }, true, false],
  ['the server', { ...definition, server: { url: 'https://other.example.com' } }, false, true],
  ['a header', { ...definition, server: { ...definition.server, headers: { accept: 'x' } } }, false, false],
  [
    'an origin',
    {
      ...definition,
      server: { ...definition.server, origins: { f: { url: 'https://f.example.com', credential: true } } },
    },
    false,
    true,
  ],
  ['where to find the token', { ...definition, auth: { token: { ...token, title: 'Key' } } }, true, false],
  [
    'the place of the token',
    {
      ...definition,
      auth: { token: { ...token, mechanism: { scheme: 'apiKey', field: 'token', in: 'query', name: 'k' } } },
    },
    false,
    true,
  ],
  ['another way to authenticate', { ...definition, auth: { ...definition.auth, key: token } }, true, true],
  [
    'the pattern of a setting',
    { ...definition, config: { team: { ...team, pattern: '[a-z]*' } } },
    false,
    true,
  ],
  ['the words of a setting', { ...definition, config: { team: { ...team, about: 'Which.' } } }, true, false],
  ['an operation', { ...definition, entities: { users: { ...users, actions: {} } } }, false, false],
]

for (const [title, changed, texts, access] of changes) {
  const does = [...(texts ? ['takes approval'] : []), ...(access ? ['takes connecting again'] : [])]
  test(`a version that changes ${title} ${does.join(' and ') || 'is just another one'}`, () => {
    const [before, now] = [fingerprintsOf(definition), fingerprintsOf(changed)]
    assert.notEqual(now.contentHash, before.contentHash)
    assert.deepEqual(
      [now.textsHash !== before.textsHash, now.accessHash !== before.accessHash],
      [texts, access],
    )
  })
}

test('texts are found wherever they stand, and sentences among values too', () => {
  const texts = modelTexts({
    about: 'a',
    entities: {
      x: {
        record: { properties: { title: { type: 'string', description: 'd', enum: ['word', 'two words'] } } },
        actions: { y: { params: { examples: ['e'] }, page: { reason: 'r' } } },
      },
    },
  })
  assert.deepEqual([...texts.values()].sort(), ['a', 'd', 'e', 'r', 'two words'])
})

test('what differs is listed with both texts', () => {
  const before = new Map([
    ['about', 'a'],
    ['title', 't'],
  ])
  const after = new Map([
    ['about', 'b'],
    ['config.x.about', 'c'],
  ])
  assert.deepEqual(
    textChanges(before, after).map(({ field, code, details }) => [field, code, details]),
    [
      ['definition.about', 'changed', { before: 'a', after: 'b' }],
      ['definition.title', 'removed', { before: 't', after: null }],
      ['definition.config.x.about', 'added', { before: null, after: 'c' }],
    ],
  )
})
