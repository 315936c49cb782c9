// #region record
import { apiKey, cursor, defineConnector, entity, get, patch, post } from '@sallyport/definition'
import { Type } from 'typebox'

const state = Type.Enum(['waiting', 'on_stand', 'done'])

const Repair = Type.Object({
  id: Type.String(),
  bicycle: Type.String(),
  customer_email: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  state,
  notes: Type.String(),
  updated_at: Type.String({ format: 'date-time' }),
})
// #endregion

// #region repairs
const id = Type.String({ minLength: 1, maxLength: 40, description: 'Id of the repair, such as rep_1.' })
const notes = Type.String({ maxLength: 5_000, description: 'What the mechanics read.' })

const repairs = entity({
  about: 'Bicycles that are to be mended.',
  record: Repair,
  key: ['id'],
  compact: ['id', 'bicycle', 'state'],
  untrusted: ['bicycle', 'notes'],
  actions: {
    list: get('/repairs', {
      about: 'Repairs of the workshop, newest first.',
      params: { state: Type.Optional(state) },
      records: 'repairs',
      page: cursor({ after: 'from', size: 'count', max: 50, next: 'next' }),
      aliases: { per_page: 'limit' },
    }),
    get: get('/repairs/{id}', { about: 'One repair.', params: { id } }),
    create: post('/repairs', {
      about: 'Takes a bicycle in.',
      params: {
        bicycle: Type.String({ minLength: 1, maxLength: 80 }),
        customer_email: Type.Optional(Type.String({ format: 'email' })),
        notes: Type.Optional(notes),
      },
    }),
    update: patch('/repairs/{id}', {
      about: 'Changes the state or the notes of a repair.',
      params: { id, state: Type.Optional(state), notes: Type.Optional(notes) },
      reversible: true,
    }),
    download: get('/repairs/{id}/invoice', {
      about: 'The invoice of a repair, as PDF.',
      params: { id },
      gives: 'file',
    }),
  },
})
// #endregion

const workshop = entity({
  about: 'The workshop that the key belongs to.',
  record: Type.Object({ id: Type.String(), name: Type.String() }),
  key: ['id'],
  actions: { get: get('/workshop', { about: 'The workshop itself.', check: true }) },
})

// #region connector
export const spokes = defineConnector({
  slug: 'spokes',
  id: '3f6d0c1e-5b1a-4f5e-9c77-0d3a2b6f8e41',
  title: 'Spokes',
  about: 'Repairs of bicycle workshops.',
  source: { package: 'handwritten', version: '1', file: 'spokes.openapi.json', licence: 'none' },
  server: { url: 'https://api.spokes.example/v1' },
  auth: {
    key: apiKey({
      field: 'api_key',
      name: 'x-api-key',
      title: 'API key',
      about: 'Spokes: Workshop, Programs, New key.',
      pattern: 'spk_[a-z0-9_]{4,60}',
    }),
  },
  // The account that a key is good for; a new key has to be of the same.
  identity: { entity: 'workshop', action: 'get', id: ['id'], name: ['name'] },
  idempotency: { header: 'idempotency-key' },
  errors: {
    rules: [
      {
        when: { status: 429 },
        is: 'upstream_rate_limited',
        retryAt: { header: 'retry-after', as: 'retry-after' },
      },
    ],
    message: ['error.message'],
  },
  limits: { calls: { per: 'credential', allows: { units: 100, seconds: 60 } } },
  entities: { repairs, workshop },
})
// #endregion
