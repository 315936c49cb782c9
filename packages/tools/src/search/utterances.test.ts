import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compileNative, type Definition, parseDefinition, type Utterances } from '@sallyport/definition'
import { createToolCatalog } from '../tool-catalog.ts'
import { practised } from './testing/practised.ts'
import { createToolIndex } from './tool-index.ts'

const params = {
  type: 'object',
  properties: { id: { type: 'string' } },
  required: ['id'],
  additionalProperties: false,
}
const record = { type: 'object', properties: { id: { type: 'string' } } }

/** Of a trade that no table of synonyms knows, as somebody uploads it. */
const BEEKEEPING = {
  slug: 'apiary',
  id: '5f6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11',
  title: 'Apiary',
  about: 'Hives and what is in them.',
  source: { package: 'handwritten', version: '1', file: 'https://apiary.example/docs', licence: 'none' },
  server: { url: 'https://apiary.example' },
  auth: {
    token: {
      title: 'Token',
      form: { token: { title: 'Token', secret: true } },
      mechanism: { scheme: 'bearer', field: 'token' },
    },
  },
  errors: { rules: [], message: ['error'] },
  entities: {
    hives: {
      about: 'Boxes with a colony each.',
      record,
      key: ['id'],
      actions: {
        get: { method: 'GET', path: '/hives/{id}', effect: 'read', params },
        treat: {
          method: 'POST',
          path: '/hives/{id}/treat',
          effect: 'write',
          about: 'Treats a hive against varroa.',
          params,
        },
      },
    },
  },
}

const UTTERANCES: Utterances = {
  'hives.get': ['is the queen still laying over there'],
  'hives.treat': ['those mites are back again', 'give them oxalic acid'],
}

function uploaded(utterances: Utterances = {}): Definition {
  const { definition, problems } = parseDefinition({ ...BEEKEEPING, utterances }, { compile: compileNative })
  return definition ?? assert.fail(JSON.stringify(problems))
}

function firstFor(query: string, own: Definition): string | undefined {
  const catalog = createToolCatalog(
    [...practised, own].map((definition) => ({
      id: `id-${definition.slug}`,
      name: definition.title,
      definition,
      state: 'connected' as const,
    })),
  )
  const [first] = createToolIndex(catalog).search(query).matches
  return first && `${first.connectorType}.${first.entity}.${first.action}`
}

const WANTED = [
  ['oxalic acid against the mites', 'apiary.hives.treat'],
  ['is the queen laying', 'apiary.hives.get'],
] as const

for (const [query, operation] of WANTED) {
  test(`"${query}" is found by what users say, and by nothing else`, () => {
    assert.notEqual(firstFor(query, uploaded()), operation)
    assert.equal(firstFor(query, uploaded(UTTERANCES)), operation)
  })
}

test('a definition without utterances or synonyms is found by its own words', () => {
  assert.equal(firstFor('treat a hive against varroa', uploaded()), 'apiary.hives.treat')
  assert.equal(firstFor('show me the hive', uploaded()), 'apiary.hives.get')
})
