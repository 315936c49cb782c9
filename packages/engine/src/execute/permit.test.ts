import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CAPABILITIES, type Capability } from '@sallyport/contract'
import { bearer, defineConnector, del, entity, get, post } from '@sallyport/definition'
import { resolve } from '@sallyport/runtime'
import type { EntityChoice } from '../ports.ts'
import { scopeOfWorkspace } from '../scope.ts'
import { Catalogue } from '../templates/catalogue.ts'
import { bindConnector } from './find-connector.ts'
import { permit } from './permit.ts'

const record = { type: 'object', properties: { id: { type: 'string' } } }
const definition = defineConnector({
  slug: 'tracker',
  id: '0b6d8a3e-6a3c-4c52-9d0c-3a4f6d2f7c11',
  title: 'Tracker',
  about: 'Issues and people.',
  source: { package: 'handwritten', version: '1', file: 'https://example.com', licence: 'none' },
  server: { url: 'https://api.example.com' },
  auth: { token: bearer({ field: 'token', title: 'Token' }) },
  errors: { rules: [], message: [] },
  entities: {
    issues: entity({
      about: 'Work.',
      record,
      key: ['id'],
      actions: {
        get: get('/issue', {}),
        create: post('/issues', {}),
        remove: del('/issue', {}),
        api_search: post('/search', { effect: 'read' }),
        announce: post('/announce', { effect: 'external_message' }),
        pay: post('/pay', { effect: 'money' }),
      },
    }),
    users: entity({ about: 'People.', record, key: ['id'], actions: { me: get('/user', {}) } }),
  },
})
const catalogue = new Catalogue([definition])

function connectorFor(entities: readonly EntityChoice[]) {
  const [organizationId, workspaceId, id] = ['organization', 'workspace', 'connector']
  const at = new Date(0)
  return bindConnector(catalogue, {
    scope: scopeOfWorkspace({ organizationId, id: workspaceId }),
    row: {
      id,
      organizationId,
      workspaceId,
      definitionId: definition.id,
      definitionVersion: null,
      name: 'Tracker',
      config: {},
      entities,
      templateId: null,
      defaulted: [],
      accountId: null,
      accountName: null,
      createdAt: at,
      updatedAt: at,
      credential: { version: 1, sealed: new Uint8Array(), state: 'active', cause: null },
    },
  })
}

const ANYTHING = { capabilities: CAPABILITIES }
const CALLS = ['issues.get', 'issues.api_search', 'issues.create', 'issues.remove', 'users.me']
const ALL = CALLS.join(' ')

const RULES: readonly (readonly [what: string, entities: readonly EntityChoice[], open: string])[] = [
  ['nothing is chosen', [], ALL],
  ['an entity is chosen', [{ entity: 'issues' }], 'issues.get issues.api_search issues.create issues.remove'],
  [
    'an entity is chosen for both modes',
    [{ entity: 'issues', modes: ['read', 'write'] }],
    'issues.get issues.api_search issues.create issues.remove',
  ],
  [
    'reading is chosen, which counts by effect and not by method',
    [{ entity: 'issues', modes: ['read'] }],
    'issues.get issues.api_search',
  ],
  [
    'writing is chosen, and with it what destroys',
    [{ entity: 'issues', modes: ['write'] }],
    'issues.create issues.remove',
  ],
  ['an entity is chosen for no mode', [{ entity: 'issues', modes: [] }], ''],
  [
    'two entities are chosen',
    [{ entity: 'issues', modes: ['read'] }, { entity: 'users' }],
    'issues.get issues.api_search users.me',
  ],
  ['another entity is chosen', [{ entity: 'users', modes: ['write'] }], ''],
]

for (const [what, entities, open] of RULES) {
  test(`where ${what}: ${open === '' ? 'nothing' : open} is permitted`, () => {
    const connector = connectorFor(entities)
    const permitted = CALLS.filter((name) => {
      const [entityName = '', action = ''] = name.split('.')
      const call = resolve({ definition, config: connector.config }, { entity: entityName, action })
      try {
        return permit(call, connector, ANYTHING) === call
      } catch (error) {
        assert.equal(error instanceof Error && 'code' in error && error.code, 'forbidden_operation')
        return false
      }
    })
    assert.equal(permitted.join(' '), open)
  })
}

test('a refusal says what the connector is open for', () => {
  const connector = connectorFor([{ entity: 'issues', modes: ['read'] }, { entity: 'users' }])
  const call = resolve({ definition, config: connector.config }, { entity: 'issues', action: 'create' })
  assert.throws(() => permit(call, connector, ANYTHING), {
    message: 'This connector is not open for issues.create (write).',
    fix: 'It is open for: issues (read); users (read, write).',
  })
})

const EFFECTS: readonly (readonly [capabilities: readonly Capability[], open: string])[] = [
  [CAPABILITIES, 'issues.get issues.create issues.remove issues.announce issues.pay'],
  [['read', 'write'], 'issues.get issues.create'],
  [['read'], 'issues.get'],
  [['connect'], ''],
  [['money'], 'issues.pay'],
  [['destructive', 'external_message'], 'issues.remove issues.announce'],
  [[], ''],
]

for (const [capabilities, open] of EFFECTS) {
  test(`a token for ${capabilities.join(', ') || 'nothing'} may call ${open || 'nothing'}`, () => {
    const connector = connectorFor([])
    const permitted = ['get', 'create', 'remove', 'announce', 'pay'].filter((action) => {
      const call = resolve({ definition, config: {} }, { entity: 'issues', action })
      try {
        return permit(call, connector, { capabilities }) === call
      } catch (error) {
        assert.equal(error instanceof Error && 'code' in error && error.code, 'forbidden_operation')
        return false
      }
    })
    assert.equal(permitted.map((action) => `issues.${action}`).join(' '), open)
  })
}

test('a connector that was opened under the name of existing clients is open under ours', () => {
  const renamed = { ...definition, aliases: { 'tickets.show': 'issues.get' } }
  const call = resolve({ definition: renamed, config: {} }, { entity: 'tickets', action: 'show' })
  assert.equal(call.entity, 'issues')
  assert.equal(permit(call, connectorFor([{ entity: 'tickets' }]), ANYTHING), call)
})
