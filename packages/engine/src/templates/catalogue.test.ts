import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bearer, type Definition, defineConnector, entity, get } from '@sallyport/definition'
import { Catalogue } from './catalogue.ts'

const GITHUB = 'ef69ef6e-aa7f-4af1-a01d-ef775033524e'
const DRIVE = '9f8dda77-1048-4368-815b-269bf54ee9b8'
const record = { type: 'object', properties: { id: { type: 'string' } } }

function definitionOf(slug: string, title: string, id: string): Definition {
  return defineConnector({
    slug,
    id,
    title,
    about: 'For tests.',
    source: { package: 'handwritten', version: '1', file: 'https://example.com', licence: 'none' },
    server: { url: 'https://api.example.com' },
    auth: { token: bearer({ field: 'token', title: 'Token' }) },
    errors: { rules: [], message: [] },
    entities: {
      users: entity({ about: 'People.', record, key: ['id'], actions: { me: get('/user', {}) } }),
    },
  })
}

const catalogue = new Catalogue([
  definitionOf('github', 'GitHub', GITHUB),
  definitionOf('google-drive', 'Google Drive', DRIVE),
])
const [github, drive] = catalogue.templates

const SPELLINGS: readonly (readonly [reference: object, template: typeof github])[] = [
  [{ connector_type: 'github' }, github],
  [{ connector_type: 'GitHub' }, github],
  [{ connector_type: ' GITHUB\n' }, github],
  [{ connector_type: 'google-drive' }, drive],
  [{ connector_type: 'google_drive' }, drive],
  [{ connector_type: 'Google Drive' }, drive],
  [{ connector_type: DRIVE }, drive],
  [{ connector_type: drive?.id }, drive],
  [{ definition_id: DRIVE }, drive],
  [{ definition_id: DRIVE.toUpperCase() }, drive],
  [{ source_template_id: drive?.id }, drive],
  [{ definition_id: DRIVE, connector_type: 'github' }, drive],
  [{ source_template_id: drive?.id, connector_type: 'github' }, drive],
]

for (const [reference, template] of SPELLINGS) {
  test(`${JSON.stringify(reference)} means ${template?.definition.title}`, () => {
    assert.equal(catalogue.find(reference), template)
  })
}

for (const connector_type of ['git', 'githubs', 'google drive!', '', 'constructor', GITHUB.slice(1)]) {
  test(`"${connector_type}" is no connector type, and what there is is told`, () => {
    assert.throws(() => catalogue.find({ connector_type }), {
      code: 'connector_type_not_found',
      fix: /^Use one of: github, google-drive;/,
    })
  })
}

test('a reference that names nothing is told what it may name', () => {
  const message = 'One of connector_type, definition_id, or source_template_id must be provided.'
  assert.throws(() => catalogue.find({}), { code: 'invalid_request', message })
})

test('the id of a template is a UUID that stays the same from version to version: clients store it', () => {
  assert.equal(github?.id, '6a4d49a9-47f2-824b-8815-655e9f4fb339')
  assert.match(drive?.id ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('two definitions of one id are a mistake of whoever put them together', () => {
  const twice = [definitionOf('github', 'GitHub', GITHUB), definitionOf('gitlab', 'GitLab', GITHUB)]
  assert.throws(() => new Catalogue(twice), TypeError)
})

test('a connector whose type is no longer offered is a failure of the engine, not of its caller', () => {
  assert.throws(
    () =>
      catalogue.ofConnector({
        definitionVersion: null,
        definitionId: '00000000-0000-7000-8000-000000000000',
      }),
    { code: 'internal' },
  )
})
