import { del, entity, get, patch, post } from '@sallyport/definition'
import { Type } from 'typebox'
import { listMaskOf, maskOf } from '../mask.ts'
import * as v from '../values.ts'

const { Object: object, Optional: optional, String: text, Boolean: flag } = Type

const restrictions = object({
  adminManagedRestrictions: optional(flag()),
  copyRequiresWriterPermission: optional(flag()),
  domainUsersOnly: optional(flag()),
  driveMembersOnly: optional(flag()),
})

const drive = object({
  id: text(),
  name: text(),
  createdTime: optional(v.time),
  hidden: optional(flag()),
  colorRgb: optional(text()),
  themeId: optional(text()),
  orgUnitId: optional(text()),
  backgroundImageLink: optional(text()),
  restrictions: optional(restrictions),
  capabilities: optional(
    object({
      canEdit: optional(flag()),
      canShare: optional(flag()),
      canAddChildren: optional(flag()),
      canManageMembers: optional(flag()),
      canRenameDrive: optional(flag()),
      canDeleteDrive: optional(flag()),
    }),
  ),
})

const id = { driveId: text() }
const answer = { fixed: { fields: maskOf(drive) }, wire: v.MASK_WIRE } as const

export const drives = entity({
  about: 'Shared drives, whose files belong to a team and not to a person.',
  record: drive,
  key: ['id'],
  compact: ['id', 'name', 'hidden', 'createdTime'],
  untrusted: ['name'],
  search: { fields: { name: 'text', hidden: 'boolean', createdTime: 'date' } },
  sync: { from: 'list', deleted: 'absent' },
  actions: {
    list: get('/drive/v3/drives', {
      about: 'Shared drives; "q" is a query, such as "name contains \'team\'".',
      params: { q: optional(text()), ...v.asAdmin },
      aliases: v.PAGE_ALIASES,
      fixed: { fields: listMaskOf('drives', drive) },
      records: 'drives',
      ...v.pages(100),
    }),
    get: get('/drive/v3/drives/{driveId}', {
      about: 'One shared drive.',
      params: { ...id, ...v.asAdmin },
      ...answer,
    }),
    // A second drive of one requestId is refused with 409.
    create: post('/drive/v3/drives', {
      about: 'Creates a shared drive.',
      params: {
        name: text(),
        requestId: optional(text({ description: 'A UUID; one is made where none is given.' })),
        themeId: optional(text()),
      },
      fixed: answer.fixed,
      wire: { ...v.MASK_WIRE, requestId: { in: 'query' } },
      idempotency: { param: 'requestId' },
      reversible: true,
    }),
    update: patch('/drive/v3/drives/{driveId}', {
      about: 'Renames a shared drive, or changes its color and restrictions.',
      params: {
        ...id,
        name: optional(text()),
        colorRgb: optional(text()),
        restrictions: optional(restrictions),
        ...v.asAdmin,
      },
      fixed: answer.fixed,
      wire: { ...v.MASK_WIRE, useDomainAdminAccess: { in: 'query' } },
      idempotency: 'natural',
      reversible: true,
    }),
    hide: post('/drive/v3/drives/{driveId}/hide', {
      about: 'Hides a shared drive from the default view.',
      params: id,
      ...answer,
      idempotency: 'natural',
      reversible: true,
    }),
    unhide: post('/drive/v3/drives/{driveId}/unhide', {
      about: 'Shows a hidden shared drive again.',
      params: id,
      ...answer,
      idempotency: 'natural',
      reversible: true,
    }),
    delete: del('/drive/v3/drives/{driveId}', {
      about: 'Deletes a shared drive for good; it is to be empty unless an administrator allows otherwise.',
      params: { ...id, allowItemDeletion: optional(flag()), ...v.asAdmin },
      reversible: false,
    }),
  },
})
