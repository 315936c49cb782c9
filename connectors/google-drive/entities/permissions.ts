import { del, entity, get, patch, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { listMaskOf } from '../mask.ts'
import * as v from '../values.ts'
import { PERMISSION, permission } from './permission-record.ts'

const { Optional: optional, String: text, Boolean: flag, Literal: literal } = Type

const file = { fileId: text() }
const ids = { ...file, permissionId: text() }
const role = Type.Union([
  literal('reader'),
  literal('commenter'),
  literal('writer'),
  literal('fileOrganizer'),
  literal('organizer'),
])

const answer = { fields: PERMISSION, ...v.ALL_DRIVES } as const
const wire = {
  ...v.MASK_WIRE,
  ...v.ALL_DRIVES_WIRE,
  useDomainAdminAccess: { in: 'query' },
  emailMessage: { in: 'query' },
  sendNotificationEmail: { in: 'query' },
  transferOwnership: { in: 'query' },
  removeExpiration: { in: 'query' },
} as const

export const permissions = entity({
  about: 'Who may do what with a file, folder or shared drive.',
  record: permission,
  key: ['id'],
  compact: ['id', 'type', 'role', 'emailAddress', 'domain'],
  untrusted: ['displayName'],
  search: {
    fields: {
      type: 'keyword',
      role: 'keyword',
      emailAddress: 'keyword',
      domain: 'keyword',
      displayName: 'text',
      expirationTime: 'date',
    },
  },
  sync: { from: 'list', deleted: 'absent' },
  actions: {
    list: get('/drive/v3/files/{fileId}/permissions', {
      about: 'Permissions of a file, folder or shared drive.',
      params: { ...file, ...v.asAdmin },
      aliases: { ...v.PAGE_ALIASES, ...v.ALL_DRIVES_ALIASES },
      fixed: { fields: listMaskOf('permissions', permission), ...v.ALL_DRIVES },
      records: 'permissions',
      ...v.pages(100),
    }),
    get: get('/drive/v3/files/{fileId}/permissions/{permissionId}', {
      about: 'One permission.',
      params: { ...ids, ...v.asAdmin },
      aliases: v.ALL_DRIVES_ALIASES,
      fixed: answer,
    }),
    create: post('/drive/v3/files/{fileId}/permissions', {
      about:
        'Shares without an email: with a user or group (emailAddress), a domain, or anyone with the link.',
      params: {
        ...file,
        type: Type.Union([literal('user'), literal('group'), literal('domain'), literal('anyone')]),
        role,
        emailAddress: optional(text()),
        domain: optional(text()),
        allowFileDiscovery: optional(flag()),
        expirationTime: optional(v.time),
        ...v.asAdmin,
      },
      fixed: { sendNotificationEmail: false, ...answer },
      wire,
      // Nobody is told, but what is in the file is with others from then on, with anyone where it says so.
      effect: 'external_message',
      reversible: true,
      flow: { recipient: ['emailAddress', 'domain'], content: ['fileId'] },
    }),
    invite: post('/drive/v3/files/{fileId}/permissions', {
      about: 'Shares with a user or group, to whom Drive writes an email.',
      params: {
        ...file,
        type: Type.Union([literal('user'), literal('group')]),
        role,
        emailAddress: text(),
        emailMessage: optional(text()),
        expirationTime: optional(v.time),
      },
      fixed: { sendNotificationEmail: true, ...answer },
      wire,
      effect: 'external_message',
      // The permission can be taken back, the email not.
      reversible: false,
      flow: { recipient: ['emailAddress'], content: ['emailMessage'] },
    }),
    transfer_ownership: post('/drive/v3/files/{fileId}/permissions', {
      about: 'Makes someone else the owner of a file in My Drive; Drive writes an email to them.',
      params: { ...file, emailAddress: text(), emailMessage: optional(text()) },
      fixed: {
        type: 'user',
        role: 'owner',
        transferOwnership: true,
        // Drive does not let it be left out here.
        sendNotificationEmail: true,
        ...answer,
      },
      wire,
      effect: 'external_message',
      reversible: false,
      flow: { recipient: ['emailAddress'], content: ['emailMessage'] },
    }),
    update: patch('/drive/v3/files/{fileId}/permissions/{permissionId}', {
      about: 'Changes the role of a permission, or when it ends.',
      params: {
        ...ids,
        role,
        expirationTime: optional(v.time),
        removeExpiration: optional(flag()),
        ...v.asAdmin,
      },
      fixed: answer,
      wire,
      idempotency: 'natural',
      // Whoever could read may write from then on, and one that ends no more is given anew.
      effect: 'external_message',
      reversible: true,
      flow: { recipient: ['permissionId'], content: ['fileId'] },
    }),
    delete: del('/drive/v3/files/{fileId}/permissions/{permissionId}', {
      about: 'Takes a permission back.',
      params: { ...ids, ...v.asAdmin },
      fixed: v.ALL_DRIVES,
      reversible: true,
    }),
  },
})
