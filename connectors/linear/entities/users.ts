import { entity, query } from '@sallyport/definition'
import { Type } from 'typebox'
import { filtered, filterParams, filterWire } from '../filters.ts'
import * as link from '../links.ts'
import { reads, walks } from '../operations.ts'
import { selectionOf } from '../selection.ts'
import { byChange } from '../sync.ts'
import * as v from '../values.ts'

const user = {
  id: v.text,
  name: v.text,
  displayName: v.text,
  email: v.text,
  description: v.maybeText,
  title: v.maybeText,
  url: v.text,
  active: v.flag,
  admin: v.flag,
  guest: v.flag,
  app: v.flag,
  isMe: v.flag,
  initials: v.text,
  avatarUrl: v.maybeText,
  avatarBackgroundColor: v.text,
  createdIssueCount: v.number,
  statusLabel: v.maybeText,
  timezone: v.maybeText,
  lastSeen: v.maybeTime,
  createdAt: v.time,
  updatedAt: v.time,
  archivedAt: v.maybeTime,
}

/** What only one user by itself shows. */
const around = { teams: link.TeamLinks, organization: link.OrganizationLink }

const LISTED = selectionOf(v.object(user))
const WHOLE = selectionOf(v.object({ ...user, ...around }))

export const users = entity({
  about: 'People and applications of the workspace.',
  record: v.object({ ...user, ...Type.Partial(v.object(around)).properties }),
  key: ['id'],
  compact: ['id', 'name', 'displayName', 'email', 'active'],
  untrusted: ['name', 'displayName', 'description', 'title', 'statusLabel'],
  search: {
    fields: {
      name: 'text',
      displayName: 'text',
      email: 'keyword',
      active: 'boolean',
      admin: 'boolean',
      updatedAt: 'date',
    },
  },
  sync: {
    ...byChange,
    params: { ...byChange.params, includeDisabled: true },
    deleted: { field: 'archivedAt' },
  },
  actions: {
    list: walks('users', {
      about: 'Users, without those who were disabled unless asked for.',
      each: LISTED,
      variables: { ...filtered('User'), includeDisabled: 'Boolean' },
      params: {
        email: v.optional(v.line),
        includeDisabled: v.optional(v.flag),
        ...filterParams,
      },
      wire: { ...filterWire, email: { as: 'filter.email.eqIgnoreCase' } },
    }),
    list_for_team: walks('members', {
      about: 'Members of a team.',
      each: LISTED,
      within: { field: 'team', id: 'teamId' },
      variables: { includeDisabled: 'Boolean' },
      params: { teamId: v.id, includeDisabled: v.optional(v.flag) },
    }),
    get: reads('user', WHOLE, { about: 'One user.' }),
    me: query(`query { viewer { ${WHOLE} } }`, {
      about: 'Whose credential it is.',
      records: 'data.viewer',
      check: true,
    }),
  },
})
